import { Textarea, TextInput } from '@mantine/core';
import { EVENT_CATALOG } from '@suivi/schema';
import { useTyping } from '../../draft/use-typing.ts';
import { numberText } from '../../words/time.ts';
import { useLocale, useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : String(value);
const given = (text: string): string | undefined => (text === '' ? undefined : text);

export function TextControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const typing = useTyping(asText(value), (text) => commit(given(text)));
  return (
    <TextInput
      id={id}
      value={typing.shown}
      disabled={disabled}
      error={invalid}
      data-testid={`field-${field.name}`}
      onChange={(event) => typing.change(event.currentTarget.value)}
      onBlur={typing.finish}
    />
  );
}

/** A longer text with its size in UTF-8 bytes, as the channel counts. */
export function MultilineControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  const typing = useTyping(asText(value), (text) => commit(given(text)));
  const bytes = new TextEncoder().encode(typing.shown).length;
  const { maxBytes } = field.meta;
  return (
    <>
      <Textarea
        id={id}
        rows={4}
        value={typing.shown}
        disabled={disabled}
        error={invalid}
        classNames={{ input: 'ta' }}
        data-testid={`field-${field.name}`}
        onChange={(event) => typing.change(event.currentTarget.value)}
        onBlur={typing.finish}
      />
      {maxBytes !== undefined && (
        <output className={bytes > maxBytes ? 'bytes over num' : 'bytes num'} htmlFor={id}>
          {say('field.bytes', { bytes: numberText(bytes), limit: numberText(maxBytes) })}
        </output>
      )}
    </>
  );
}

/** The path of a field in the event's data, with the known fields of that event to pick from. */
export function FieldPathControl({ id, field, config, value, disabled, invalid, commit }: ControlProps) {
  const locale = useLocale();
  const typing = useTyping(asText(value), (text) => commit(given(text.trim())));
  const event = EVENT_CATALOG[asText(config.event)];
  return (
    <>
      <TextInput
        id={id}
        list={`${id}-list`}
        value={typing.shown}
        disabled={disabled}
        error={invalid}
        data-testid={`field-${field.name}`}
        onChange={(change) => typing.change(change.currentTarget.value)}
        onBlur={typing.finish}
      />
      <datalist id={`${id}-list`}>
        {Object.entries(event?.fields ?? {}).map(([path, label]) => (
          <option key={path} value={path} label={label[locale]} />
        ))}
      </datalist>
    </>
  );
}
