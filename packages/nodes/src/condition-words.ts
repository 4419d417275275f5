import { type Condition, EVENT_CATALOG, type Locale } from '@suivi/schema';

/** A condition as a short sentence: "药品 = 二甲双胍 且 盒数 ≥ 2". */
export function conditionWords(condition: Condition, eventType: string, locale: Locale): string {
  switch (condition.op) {
    case 'all':
      return condition.of
        .map((part) => conditionWords(part, eventType, locale))
        .join(locale === 'zh' ? ' 且 ' : ' and ');
    case 'any':
      return condition.of
        .map((part) => conditionWords(part, eventType, locale))
        .join(locale === 'zh' ? ' 或 ' : ' or ');
    case 'not':
      return `${locale === 'zh' ? '不满足' : 'not'} (${conditionWords(condition.of, eventType, locale)})`;
    case 'compare': {
      const label = EVENT_CATALOG[eventType]?.fields[condition.field]?.[locale] ?? condition.field;
      const is = condition.is === 'contains' ? (locale === 'zh' ? '包含' : 'contains') : condition.is;
      return `${label} ${is} ${condition.value}`;
    }
  }
}
