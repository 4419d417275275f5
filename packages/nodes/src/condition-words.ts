import { type Condition, EVENT_CATALOG, type Locale, type Source } from '@suivi/schema';

const JOIN = { all: { zh: ' 且 ', en: ' and ' }, any: { zh: ' 或 ', en: ' or ' } } as const;
/** Whose value it is. That of the event that is being looked at goes without saying, and a variable is its name. */
const OF: Record<Source, Record<Locale, string>> = {
  event: { zh: '{field}', en: '{field}' },
  variable: { zh: '{field}', en: '{field}' },
  entry: { zh: '入组事件的{field}', en: 'Entry event’s {field}' },
  last: { zh: '最近事件的{field}', en: 'Last event’s {field}' },
  patient: { zh: '患者{field}', en: 'Patient’s {field}' },
};

/** A condition as a short sentence: "药品 = 二甲双胍 且 盒数 ≥ 2". `eventType`: that of the event a filter looks at, else ''. */
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
      if (condition.of.op === 'known') return isKnown(valueWords(condition.of, eventType, locale), false, locale);
      return `${locale === 'zh' ? '不满足' : 'not'} (${words(condition.of)})`;
    case 'compare': {
      const is = condition.is === 'contains' ? (locale === 'zh' ? '包含' : 'contains') : condition.is;
      const right = `${literal(condition.value, locale)}${condition.unit ? ` ${condition.unit}` : ''}`;
      return `${valueWords(condition, eventType, locale)} ${is} ${right}`;
    }
    case 'known':
      return isKnown(valueWords(condition, eventType, locale), true, locale);
  }
}

function isKnown(value: string, known: boolean, locale: Locale): string {
  if (locale === 'zh') return `${value} ${known ? '有值' : '没有值'}`;
  return `${value} is ${known ? '' : 'not '}known`;
}

function literal(value: string | number | boolean, locale: Locale): string {
  if (typeof value !== 'boolean') return String(value);
  return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
}

/** A value of a condition in words: "患者 age", "最近事件的数值". */
export function valueWords(
  { from = 'event', field }: { from?: Source | undefined; field: string },
  eventType: string,
  locale: Locale,
): string {
  const label = fieldWords(from, field, eventType, locale);
  const apart = locale === 'zh' && from === 'patient' && /^[\x21-\x7e]/.test(label) ? ` ${label}` : label;
  return OF[from][locale].replace('{field}', () => apart);
}

/** The name of a field; one of an event of unknown type has the name that all events of the catalogue give it. */
function fieldWords(from: Source, field: string, eventType: string, locale: Locale): string {
  if (from === 'variable') return field;
  // A measurement in the patient's record is a value beside its unit.
  if (from === 'patient') return field.replace(/\.value$/, '');
  const known = EVENT_CATALOG[eventType]?.fields[field]?.[locale];
  if (known !== undefined || (from === 'event' && eventType !== '')) return known ?? field;
  const labels = new Set(Object.values(EVENT_CATALOG).flatMap((kind) => kind.fields[field]?.[locale] ?? []));
  const [only] = labels;
  return labels.size === 1 && only !== undefined ? only : field;
}
