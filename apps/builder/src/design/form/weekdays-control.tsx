import { weekdayName } from '@suivi/nodes';
import { useLocale } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface Props {
  labelledBy: string;
  value: unknown;
  disabled: boolean;
  testId: string;
  commit(days: number[] | undefined): void;
}

/** Days of the week, each to be switched on and off. None is the same as not given. */
export function Weekdays({ labelledBy, value, disabled, testId, commit }: Props) {
  const locale = useLocale();
  const chosen = new Set(Array.isArray(value) ? value : []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label is above it already
    <div role="group" aria-labelledby={labelledBy} className="seg weekdays" data-testid={testId}>
      {DAYS.map((day) => (
        <label key={day} className={chosen.has(day) ? 'on' : ''}>
          <input
            type="checkbox"
            aria-label={weekdayName(day, locale)}
            checked={chosen.has(day)}
            disabled={disabled}
            data-testid={`${testId}-${day}`}
            onChange={() => {
              const next = DAYS.filter((each) => (each === day) !== chosen.has(each));
              commit(next.length === 0 ? undefined : next);
            }}
          />
          {weekdayName(day, locale).replace('周', '')}
        </label>
      ))}
    </div>
  );
}

export function WeekdaysControl({ id, field, value, disabled, commit }: ControlProps) {
  return (
    <Weekdays
      labelledBy={`${id}-label`}
      value={value}
      disabled={disabled}
      testId={`field-${field.name}`}
      commit={commit}
    />
  );
}
