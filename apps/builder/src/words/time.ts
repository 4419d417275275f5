import type { EpochMs, Locale } from '@suivi/schema';
import { langTag } from './words.ts';

type Style = 'clock' | 'clockSeconds' | 'dayClock' | 'day';

const OPTIONS: Record<Style, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  clockSeconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  dayClock: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'long', day: 'numeric' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant in the reader's own zone: `14:32`, `14:35:08`, `11-19 09:05`, `11月19日`. */
export function timeText(at: EpochMs, style: Style, locale: Locale): string {
  const key = `${style}/${locale}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(langTag(locale), OPTIONS[style]);
  formats.set(key, format);
  if (style !== 'dayClock') return format.format(at);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

/** `1,284`: the same digits and grouping in both languages. */
export const numberText = (value: number): string => value.toLocaleString('en-US');
