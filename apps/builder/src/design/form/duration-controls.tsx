import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTyping } from '../../draft/use-typing.ts';
import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { fromDuration, toDuration, UNITS, type Unit } from './duration-text.ts';
import { Segmented } from './segmented.tsx';

interface LengthProps {
  id: string;
  testId: string;
  value: unknown;
  disabled: boolean;
  invalid: boolean;
  commit(value: string | undefined): void;
}

/** A number and a unit. */
function Length({ id, testId, value, disabled, invalid, commit }: LengthProps) {
  const say = useSay();
  const read = fromDuration(value);
  const [chosen, setChosen] = useState<Unit>(read?.unit ?? 'D');
  const unit = read?.unit ?? chosen;
  const typing = useTyping(read?.amount ?? '', (text) => commit(toDuration(text, unit)));
  return (
    <div className="length">
      <TextInput
        id={id}
        inputMode="numeric"
        value={typing.shown}
        disabled={disabled}
        error={invalid}
        data-testid={testId}
        onChange={(event) => typing.change(event.currentTarget.value)}
        onBlur={typing.finish}
      />
      <NativeSelect
        aria-label={say('field.unit')}
        data={UNITS.map((candidate) => ({ value: candidate, label: say(`unit.${candidate}`) }))}
        value={unit}
        disabled={disabled}
        data-testid={`${testId}-unit`}
        onChange={(event) => {
          const next = UNITS.find((candidate) => candidate === event.currentTarget.value) ?? 'D';
          setChosen(next);
          if (typing.shown !== '') commit(toDuration(typing.shown, next));
        }}
      />
    </div>
  );
}

export function DurationControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  return (
    <Length
      id={id}
      testId={`field-${field.name}`}
      value={value}
      disabled={disabled}
      invalid={invalid}
      commit={commit}
    />
  );
}

type Kind = 'after' | 'sinceEntry';

/** When a wait ends by itself: some time after the arrival, or counted from the enrolment. */
export function DeadlineControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  const given = typeof value === 'object' && value !== null ? (value as Partial<Record<Kind, unknown>>) : {};
  const [chosen, setChosen] = useState<Kind>('after');
  const kind: Kind = 'sinceEntry' in given ? 'sinceEntry' : 'after' in given ? 'after' : chosen;
  const length = given[kind];
  const testId = `field-${field.name}`;
  return (
    <div className="deadline">
      <Segmented<Kind>
        name={`${id}-kind`}
        label={say('field.countedFrom')}
        value={kind}
        disabled={disabled}
        testId={`${testId}-kind`}
        options={[
          { value: 'after', label: say('field.afterArrival') },
          { value: 'sinceEntry', label: say('field.sinceEntry') },
        ]}
        onChange={(next) => {
          setChosen(next);
          if (length !== undefined) commit({ [next]: length });
        }}
      />
      <Length
        id={id}
        testId={testId}
        value={length}
        disabled={disabled}
        invalid={invalid}
        commit={(text) => commit(text === undefined ? undefined : { [kind]: text })}
      />
    </div>
  );
}
