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
  const given = typeof value === 'object' && value !== null ? (value as { days?: unknown; months?: unknown }) : {};
  const { days, months } = given;
  const count = typeof days === 'number' ? days : 0;
  const monthCount = typeof months === 'number' ? months : 0;
  // Months and days on different sides can only come from a file; what is typed keeps both on the side of the months.
  const sign = monthCount || count;
  const side: Side = sign === 0 ? 'same' : sign < 0 ? 'before' : 'after';
  const testId = `field-${field.name}`;
  const sided = (amount: unknown, on: Side) =>
    typeof amount === 'number' && on === 'before' ? 0 - Math.abs(amount) : amount;
  const put = (amount: unknown, on: Side, more: unknown = Math.abs(monthCount)) =>
    commit({
      days: sided(amount, on),
      ...(more === 0 || more === '' || on === 'same' ? {} : { months: sided(more, on) }),
    });
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
        onChange={(next) => put(next === 'same' ? 0 : Math.abs(count) || (monthCount === 0 ? 1 : 0), next)}
      />
      {side !== 'same' && (
        <div className="count">
          <NumberInput
            label={say('unit.months')}
            value={Math.abs(monthCount)}
            disabled={disabled}
            testId={`${testId}-months`}
            commit={(amount) => put(Math.abs(count), side, amount)}
          />
          <span className="mid">{say('unit.months')}</span>
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
