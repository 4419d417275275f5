import type { Locale } from '@suivi/schema';

const NAMES = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

/** The name of a weekday, 1 = Monday … 7 = Sunday. */
export const weekdayName = (day: number, locale: Locale): string => NAMES[locale][day - 1] ?? String(day);

/** "周一至周五", "Mon, Wed": runs of three or more days in a row are drawn together. Empty for every day. */
export function weekdayWords(days: readonly number[] | undefined, locale: Locale): string {
  if (!days || days.length === 0 || days.length === 7) return '';
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const to = locale === 'zh' ? '至' : '–';
  return runs
    .flatMap((run) =>
      run.length > 2
        ? [`${weekdayName(run[0] ?? 0, locale)}${to}${weekdayName(run.at(-1) ?? 0, locale)}`]
        : run.map((day) => weekdayName(day, locale)),
    )
    .join(locale === 'zh' ? '、' : ', ');
}
