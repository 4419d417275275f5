import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { EVENT_CATALOG } from '@suivi/schema';
import { useState } from 'react';
import { useTyping } from '../../draft/use-typing.ts';
import { useLocale, useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { Segmented } from './segmented.tsx';

/** Up to this many choices stand side by side; more go into a list. */
const SIDE_BY_SIDE = 3;

export function ChoiceControl({ id, field, definition, value, disabled, invalid, commit }: ControlProps) {
  const locale = useLocale();
  const options = (field.meta.choices ?? []).map((choice) => ({
    value: choice,
    label: definition.word(locale, `choice.${choice}`),
  }));
  const current = typeof value === 'string' ? value : undefined;
  const testId = `field-${field.name}`;
  if (options.length <= SIDE_BY_SIDE) {
    const label = definition.word(locale, field.meta.label ?? `field.${field.name}`);
    return (
      <Segmented
        name={id}
        label={label}
        value={current}
        options={options}
        disabled={disabled}
        testId={testId}
        onChange={commit}
      />
    );
  }
  return (
    <NativeSelect
      id={id}
      data={options}
      value={current}
      disabled={disabled}
      error={invalid}
      data-testid={testId}
      onChange={(event) => commit(event.currentTarget.value)}
    />
  );
}

export function SwitchControl({ id, field, value, disabled, commit }: ControlProps) {
  return (
    <Switch
      id={id}
      checked={value === true}
      disabled={disabled}
      data-testid={`field-${field.name}`}
      onChange={(event) => commit(event.currentTarget.checked)}
    />
  );
}

const OTHER = '…';

/** An event type: one of the catalogue by its name, or any key of the organization's own. */
export function EventTypeControl(props: ControlProps) {
  const { id, field, value, disabled, invalid, commit } = props;
  const say = useSay();
  const locale = useLocale();
  const current = typeof value === 'string' ? value : '';
  const [free, setFree] = useState(current !== '' && !(current in EVENT_CATALOG));
  const isFree = free || (current !== '' && !(current in EVENT_CATALOG));
  const data = [
    ...(current === '' && !isFree ? [{ value: '', label: say('field.choose') }] : []),
    ...Object.entries(EVENT_CATALOG).map(([type, kind]) => ({ value: type, label: kind.label[locale] })),
    { value: OTHER, label: say('field.otherEvent') },
  ];
  return (
    <>
      <NativeSelect
        id={id}
        data={data}
        value={isFree ? OTHER : current}
        disabled={disabled}
        error={invalid}
        data-testid={`field-${field.name}`}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setFree(chosen === OTHER);
          if (chosen !== OTHER && chosen !== '') commit(chosen);
        }}
      />
      {isFree && <FreeKey {...props} value={current in EVENT_CATALOG ? '' : current} />}
    </>
  );
}

function FreeKey({ field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const typing = useTyping(String(value), (text) => commit(text.trim() === '' ? undefined : text.trim()));
  return (
    <TextInput
      mt={6}
      value={typing.shown}
      placeholder="glucose.measured"
      aria-label={say('field.eventKey')}
      disabled={disabled}
      data-testid={`field-${field.name}-key`}
      onChange={(event) => typing.change(event.currentTarget.value)}
      onBlur={typing.finish}
    />
  );
}
