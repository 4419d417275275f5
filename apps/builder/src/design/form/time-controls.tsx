import { TextInput } from '@mantine/core';
import { useTyping } from '../../draft/use-typing.ts';
import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { Segmented } from './segmented.tsx';
import { readTime } from './time-text.ts';
import { NumberInput } from './value-inputs.tsx';

interface TimeProps {
  id?: string;
  label?: string;
  value: unknown;
  disabled: boolean;
  invalid: boolean;
  testId: string;
  commit(text: string): void;
}

/** `HH:mm`, typed in any of the usual ways. */
export function TimeInput({ id, label, value, disabled, invalid, testId, commit }: TimeProps) {
  const typing = useTyping(typeof value === 'string' ? value : '', (text) => commit(readTime(text)));
  return (
    <TextInput
      id={id}
      className="time"
      aria-label={label}
      placeholder="09:00"
      value={typing.shown}
      disabled={disabled}
      error={invalid}
      data-testid={testId}
      onChange={(event) => typing.change(event.currentTarget.value)}
      onBlur={typing.finish}
    />
  );
}

export function LocalTimeControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  return (
    <TimeInput
      id={id}
      value={value}
      disabled={disabled}
      invalid={invalid}
      testId={`field-${field.name}`}
      commit={(text) => commit(text === '' ? undefined : text)}
    />
  );
}

type Side = 'before' | 'same' | 'after';

/** So many days before or after a date. */
export function DayOffsetControl({ id, field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const { days } = typeof value === 'object' && value !== null ? (value as { days?: unknown }) : {};
  const count = typeof days === 'number' ? days : 0;
  const side: Side = count === 0 ? 'same' : count < 0 ? 'before' : 'after';
  const testId = `field-${field.name}`;
  const put = (amount: unknown, on: Side) =>
    commit({ days: typeof amount === 'number' && on === 'before' ? 0 - Math.abs(amount) : amount });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label is above it already
    <div role="group" aria-labelledby={`${id}-label`} className="offset">
      <Segmented<Side>
        name={`${id}-side`}
        label={say('field.side')}
        value={side}
        disabled={disabled}
        testId={`${testId}-side`}
        options={(['before', 'same', 'after'] as const).map((each) => ({ value: each, label: say(`side.${each}`) }))}
        onChange={(next) => put(next === 'same' ? 0 : Math.abs(count) || 1, next)}
      />
      {side !== 'same' && (
        <div className="count">
          <NumberInput
            id={id}
            label={say('unit.D')}
            value={typeof days === 'number' ? Math.abs(days) : days}
            disabled={disabled}
            testId={testId}
            commit={(amount) => put(amount, side)}
          />
          <span className="mid">{say('unit.D')}</span>
        </div>
      )}
    </div>
  );
}
