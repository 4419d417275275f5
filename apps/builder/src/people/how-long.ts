import { lengthWords } from '@suivi/nodes';
import { DAY, HOUR, type Locale, MINUTE, type Millis } from '@suivi/schema';
import { sayIn } from '../words/words.ts';

/** A length of time as one reads it off a list: days and hours, hours and minutes, or minutes. */
export function forHowLong(length: Millis, locale: Locale): string {
  const step = length >= DAY ? HOUR : MINUTE;
  const rounded = Math.floor(length / step) * step;
  return rounded < MINUTE ? sayIn(locale)('people.justNow') : lengthWords(rounded, locale);
}
