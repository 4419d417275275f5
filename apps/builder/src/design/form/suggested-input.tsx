import { TextInput } from '@mantine/core';
import { useTyping } from '../../draft/use-typing.ts';
import type { Suggestion } from './suggestions.ts';

interface Props {
  id: string;
  value: string;
  suggestions: readonly Suggestion[];
  label?: string;
  placeholder?: string;
  disabled: boolean;
  invalid?: boolean;
  testId: string;
  commit(text: string): void;
}

/** A text that may be anything, with what is known to pick from. */
export function SuggestedInput({
  id,
  value,
  suggestions,
  label,
  placeholder,
  disabled,
  invalid,
  testId,
  commit,
}: Props) {
  const typing = useTyping(value, (text) => commit(text.trim()));
  return (
    <>
      <TextInput
        id={id}
        list={`${id}-list`}
        aria-label={label}
        placeholder={placeholder}
        value={typing.shown}
        disabled={disabled}
        error={invalid}
        data-testid={testId}
        onChange={(event) => typing.change(event.currentTarget.value)}
        onBlur={typing.finish}
      />
      <datalist id={`${id}-list`}>
        {suggestions.map((suggestion) => (
          <option key={suggestion.value} value={suggestion.value} label={suggestion.label} />
        ))}
      </datalist>
    </>
  );
}
