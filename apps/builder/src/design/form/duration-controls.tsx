import { useState } from 'react';
import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { DayAndTime } from './day-and-time.tsx';
import { LengthInput } from './length-input.tsx';
import { Segmented } from './segmented.tsx';

export function DurationControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  return (
    <LengthInput
      id={id}
      testId={`field-${field.name}`}
      value={value}
      disabled={disabled}
      invalid={invalid}
      // An optional field that is emptied while typing stays in its place; taking it away has a button of its own.
      commit={(text) => commit(text ?? (field.meta.optional ? '' : undefined))}
    />
  );
}

const KINDS = ['after', 'sinceEntry', 'inDays'] as const;
type Kind = (typeof KINDS)[number];
type Given = Partial<Record<Kind | 'at' | 'calendar' | 'weekdays' | 'monthDay', unknown>>;

/** When a wait ends by itself: after a length of time, counted from the enrolment, or at a local time of some day. */
export function DeadlineControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  const given: Given = typeof value === 'object' && value !== null ? (value as Given) : {};
  const [chosen, setChosen] = useState<Kind>('after');
  const onDay = 'weekdays' in given || 'monthDay' in given;
  const kind = onDay ? 'inDays' : (KINDS.find((candidate) => candidate in given) ?? chosen);
  const testId = `field-${field.name}`;
  const length = kind === 'inDays' ? undefined : given[kind];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label is above it already
    <div role="group" aria-labelledby={`${id}-label`} className="deadline">
      <Segmented<Kind>
        name={`${id}-kind`}
        label={say('field.countedFrom')}
        value={kind}
        disabled={disabled}
        testId={`${testId}-kind`}
        options={[
          { value: 'after', label: say('field.afterArrival') },
          { value: 'sinceEntry', label: say('field.sinceEntry') },
          { value: 'inDays', label: say('field.timeOfDay') },
        ]}
        onChange={(next) => {
          setChosen(next);
          if (next === 'inDays') commit({ inDays: 1, at: '09:00' });
          else commit({ [next]: length ?? 'P1D' });
        }}
      />
      {kind === 'inDays' ? (
        <DayAndTime id={id} testId={testId} given={given} disabled={disabled} invalid={invalid} commit={commit} />
      ) : (
        <LengthInput
          id={id}
          testId={testId}
          value={length}
          disabled={disabled}
          invalid={invalid}
          commit={(text) => commit(text === undefined && !field.meta.optional ? undefined : { [kind]: text ?? '' })}
        />
      )}
    </div>
  );
}
