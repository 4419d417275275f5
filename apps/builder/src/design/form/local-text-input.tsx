import { Textarea, TextInput } from '@mantine/core';
import { pickText } from '@suivi/schema';
import { useTyping } from '../../draft/use-typing.ts';
import { useLocale } from '../../words/words.ts';

interface Props {
  id?: string;
  value: unknown;
  label?: string;
  placeholder?: string;
  multiline?: boolean;
  disabled: boolean;
  invalid?: boolean;
  testId: string;
  /** Undefined when no language has a text any more. */
  commit(value: { zh?: string; en?: string } | undefined): void;
}

/** A label in the language of the interface; that of the other language shows through where this one has none. */
export function LocalTextInput({ id, value, label, placeholder, multiline, disabled, invalid, testId, commit }: Props) {
  const locale = useLocale();
  const text = textIn(value);
  const typing = useTyping(text[locale] ?? '', (typed) => {
    const other = locale === 'zh' ? 'en' : 'zh';
    const kept = text[other] ? { [other]: text[other] } : {};
    const next = typed.trim() === '' ? kept : { ...kept, [locale]: multiline ? typed : typed.trim() };
    commit(Object.keys(next).length === 0 ? undefined : next);
  });
  const shared = {
    id,
    'aria-label': label,
    placeholder: pickText(text, locale) || placeholder,
    value: typing.shown,
    disabled,
    error: invalid,
    'data-testid': testId,
    onBlur: typing.finish,
  };
  if (multiline)
    return <Textarea {...shared} rows={3} onChange={(event) => typing.change(event.currentTarget.value)} />;
  return <TextInput {...shared} onChange={(event) => typing.change(event.currentTarget.value)} />;
}

function textIn(value: unknown): { zh?: string; en?: string } {
  const { zh, en } = typeof value === 'object' && value !== null ? (value as { zh?: unknown; en?: unknown }) : {};
  return { ...(typeof zh === 'string' ? { zh } : {}), ...(typeof en === 'string' ? { en } : {}) };
}
