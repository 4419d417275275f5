import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTyping } from '../../draft/use-typing.ts';
import { useSay } from '../../words/words.ts';
import { fromDuration, toDuration, UNITS, type Unit } from './duration-text.ts';

interface Props {
  id: string;
  testId: string;
  label?: string;
  value: unknown;
  disabled: boolean;
  invalid: boolean;
  commit(value: string | undefined): void;
}

/** A length of time: a number and a unit. */
export function LengthInput({ id, testId, label, value, disabled, invalid, commit }: Props) {
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
        aria-label={label}
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
