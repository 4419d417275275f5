import { DAY, HOUR, type Locale, MINUTE, type Millis, parseDuration, SECOND } from '@suivi/schema';

const UNITS = [
  { size: DAY, zh: '天', en: ['day', 'days'] },
  { size: HOUR, zh: '小时', en: ['hour', 'hours'] },
  { size: MINUTE, zh: '分钟', en: ['minute', 'minutes'] },
  { size: SECOND, zh: '秒', en: ['second', 'seconds'] },
] as const;

/** "7 天", "1 day 12 hours": an ISO 8601 duration in words, exact and without rounding. */
export function durationWords(text: string, locale: Locale): string {
  return lengthWords(parseDuration(text) ?? 0, locale);
}

/** The same for a length in milliseconds, of any size; what is below a second is left out. */
export function lengthWords(length: Millis, locale: Locale): string {
  let rest = length;
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.size);
    if (count === 0) continue;
    rest -= count * unit.size;
    parts.push(locale === 'zh' ? `${count} ${unit.zh}` : `${count} ${unit.en[count === 1 ? 0 : 1]}`);
  }
  return parts.join(' ');
}
