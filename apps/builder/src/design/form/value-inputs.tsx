import { TextInput } from '@mantine/core';
import { useTyping } from '../../draft/use-typing.ts';
import { useSay } from '../../words/words.ts';
import { readValue, shownValue } from './condition-tree.ts';

interface ValueProps {
  id?: string;
  value: unknown;
  label?: string;
  disabled: boolean;
  invalid?: boolean;
  testId: string;
  commit(value: unknown): void;
}

/** A text or a number, as it is typed. */
export function ValueText({ id, value, disabled, testId, commit }: ValueProps) {
  const say = useSay();
  const shown = typeof value === 'string' || typeof value === 'number' ? shownValue(value, '=') : '';
  const typing = useTyping(shown, (text) => commit(readValue(text, '=')));
  return (
    <TextInput
      id={id}
      aria-label={say('condition.value')}
      placeholder={say('condition.value')}
      value={typing.shown}
      disabled={disabled}
      data-testid={testId}
      onChange={(event) => typing.change(event.currentTarget.value)}
      onBlur={typing.finish}
    />
  );
}

/** A number; what is none stays as it was typed, so that the compiler can say so. */
export function NumberInput({ id, value, label, disabled, invalid, testId, commit }: ValueProps) {
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const typing = useTyping(shown, (text) => commit(readValue(text, '=')));
  return (
    <TextInput
      id={id}
      inputMode="numeric"
      error={invalid}
      aria-label={label}
      value={typing.shown}
      disabled={disabled}
      data-testid={testId}
      onChange={(event) => typing.change(event.currentTarget.value)}
      onBlur={typing.finish}
    />
  );
}
