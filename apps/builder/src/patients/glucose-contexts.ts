import { type Locale, pickText, type Words } from '@suivi/schema';

/** When a glucose value was taken, as meters and diaries say it. */
const CONTEXTS: Record<string, Words> = {
  'before-breakfast': { zh: '早餐前', en: 'before breakfast' },
  'after-breakfast': { zh: '早餐后', en: 'after breakfast' },
  'before-lunch': { zh: '午餐前', en: 'before lunch' },
  'after-lunch': { zh: '午餐后', en: 'after lunch' },
  'before-supper': { zh: '晚餐前', en: 'before supper' },
  'after-supper': { zh: '晚餐后', en: 'after supper' },
  'before-snack': { zh: '加餐前', en: 'before a snack' },
  unspecified: { zh: '时段未注明', en: 'time of day not given' },
};

/** In words; a code that nobody here knows is shown as it came. */
export const contextText = (code: string, locale: Locale): string => {
  const words = CONTEXTS[code];
  return words ? pickText(words, locale) : code;
};
