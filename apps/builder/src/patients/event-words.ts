import { EVENT_CATALOG, eventLabel, type Locale, pickText } from '@suivi/schema';
import { contextText } from './glucose-contexts.ts';

/** 1 mmol/L of glucose is 18.0 mg/dL. */
const MG_PER_MMOL = 18;

/** What an event says, in words: `测血糖 320 mg/dL（17.8 mmol/L）`, `订单已支付 商品 A · 金额 12`. */
export function eventText(
  type: string,
  data: Record<string, unknown>,
  locale: Locale,
): { label: string; says: string } {
  const label = pickText(eventLabel(type), locale);
  return { label, says: type === 'glucose.measured' ? glucoseText(data, locale) : fieldsText(type, data, locale) };
}

function glucoseText({ value, unit, flag, context }: Record<string, unknown>, locale: Locale): string {
  const also = typeof value === 'number' && unit === 'mg/dL' ? `${(value / MG_PER_MMOL).toFixed(1)} mmol/L` : undefined;
  // Hi and Lo of a meter are values beyond its range: the most dangerous ones there are.
  const reading = [flag, value, value === undefined ? undefined : unit].filter((part) => part !== undefined).join(' ');
  const both = also === undefined ? reading : locale === 'zh' ? `${reading}（${also}）` : `${reading} (${also})`;
  return typeof context === 'string' && context ? `${both} · ${contextText(context, locale)}` : both;
}

function fieldsText(type: string, data: Record<string, unknown>, locale: Locale): string {
  const fields = EVENT_CATALOG[type]?.fields ?? {};
  return Object.entries(fields)
    .filter(([key]) => data[key] !== undefined && data[key] !== null)
    .map(([key, label]) => `${pickText(label, locale)} ${String(data[key])}`)
    .join(' · ');
}
