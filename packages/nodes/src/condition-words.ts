import { type Condition, EVENT_CATALOG, type Locale } from '@suivi/schema';

const JOIN = { all: { zh: ' 且 ', en: ' and ' }, any: { zh: ' 或 ', en: ' or ' } } as const;

/** A condition as a short sentence: "药品 = 二甲双胍 且 盒数 ≥ 2". */
export function conditionWords(condition: Condition, eventType: string, locale: Locale): string {
  const words = (part: Condition) => conditionWords(part, eventType, locale);
  switch (condition.op) {
    case 'all':
    case 'any':
      // A list inside a list is bracketed: a reviewer must read off which part belongs to which.
      return condition.of
        .map((part) => (part.op === 'all' || part.op === 'any' ? `(${words(part)})` : words(part)))
        .join(JOIN[condition.op][locale]);
    case 'not':
      return `${locale === 'zh' ? '不满足' : 'not'} (${words(condition.of)})`;
    case 'compare': {
      const label = EVENT_CATALOG[eventType]?.fields[condition.field]?.[locale] ?? condition.field;
      const is = condition.is === 'contains' ? (locale === 'zh' ? '包含' : 'contains') : condition.is;
      return `${label} ${is} ${condition.value}${condition.unit ? ` ${condition.unit}` : ''}`;
    }
    case 'known': {
      const label = EVENT_CATALOG[eventType]?.fields[condition.field]?.[locale] ?? condition.field;
      return locale === 'zh' ? `${label} 有值` : `${label} is known`;
    }
  }
}
