import { conditionWords, valueWords } from '@suivi/nodes';
import { type Condition, EVENT_CATALOG, type Locale, SOURCES } from '@suivi/schema';
import { contextText } from '../patients/glucose-contexts.ts';

const MMOL_PER_MG_DL = 1 / 18;

/** `数值 320 mg/dL (17.8 mmol/L)`: every value that was looked at, unknown ones said as unknown. */
export function valuesUsed(values: Record<string, unknown>, locale: Locale, eventType = ''): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const [first = '', ...path] = key.split('.');
      const from = SOURCES.find((source) => source === first);
      const label = from ? valueWords({ from, field: path.join('.') }, eventType, locale) : key;
      return `${label} = ${literal(value, locale)}`;
    })
    .join(locale === 'zh' ? '，' : ', ');
}

/** What an event said: its own fields by name, a measurement with its unit and in mmol/L. */
export function eventWords(type: string, data: Record<string, unknown>, locale: Locale): string {
  const fields = EVENT_CATALOG[type]?.fields ?? {};
  const { value, unit, ...rest } = data;
  const parts: string[] = [];
  if (value !== undefined) parts.push(measure(value, unit, locale));
  else if (unit !== undefined) parts.push(literal(unit, locale));
  for (const [key, given] of Object.entries(rest)) {
    if (key === 'act' || typeof given === 'object') continue;
    const text = key === 'context' && typeof given === 'string' ? contextText(given, locale) : literal(given, locale);
    parts.push(`${fields[key]?.[locale] ?? key} ${text}`);
  }
  return parts.join(' · ');
}

function measure(value: unknown, unit: unknown, locale: Locale): string {
  const text = typeof unit === 'string' ? `${literal(value, locale)} ${unit}` : literal(value, locale);
  if (unit !== 'mg/dL' || typeof value !== 'number') return text;
  const mmol = (value * MMOL_PER_MG_DL).toFixed(1);
  return locale === 'zh' ? `${text}（${mmol} mmol/L）` : `${text} (${mmol} mmol/L)`;
}

function literal(value: unknown, locale: Locale): string {
  if (value === null || value === undefined) return locale === 'zh' ? '未知' : 'unknown';
  if (typeof value === 'boolean') return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const inWords = (condition: Condition, locale: Locale): string => conditionWords(condition, '', locale);
