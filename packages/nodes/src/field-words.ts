/** What the fields of a config say, in words: for a diff and for a journey written out. One entry per control. */
import {
  type Assignment,
  type Condition,
  canonicalJson,
  eventLabel,
  type Locale,
  pickText,
  type Words,
} from '@suivi/schema';
import { conditionWords, valueWords } from './condition-words.ts';
import { deadlineWords } from './deadline.ts';
import type { NodeDefinition } from './define-node.ts';
import { durationWords } from './duration-words.ts';
import { type Control, configField, configFields, type DeadlineConfig, type FieldMeta } from './form-field.ts';
import { type DayOffset, offsetWords } from './patient-date.ts';
import { weekdayWords } from './weekday-words.ts';

interface Saying {
  definition: NodeDefinition;
  meta: FieldMeta;
  /** The type of the event that the node's filter looks at, else ''. */
  eventType: string;
  locale: Locale;
}

type Label = { label: Partial<Words> };

/** The value that each control edits. */
interface Values {
  text: string;
  multiline: string;
  duration: string;
  'event-type': string;
  condition: Condition;
  choice: string;
  deadline: DeadlineConfig;
  switch: boolean;
  'field-path': string;
  number: number;
  'local-time': string;
  'local-text': Partial<Words>;
  'day-offset': DayOffset;
  'staff-group': string;
  'patient-field': string;
  'field-value': string | number | boolean | null;
  escalation: { after: string; group: string };
  outcomes: Label[];
  cases: (Label & { if: Condition })[];
  assignments: Assignment[];
  arms: (Label & { weight: number; holdOut?: boolean | undefined })[];
  weekdays: number[];
  journey: string;
  correlations: { field: string; from: 'entry' | 'last' | 'variable'; key: string }[];
}

const asItIs = (value: string | number) => String(value);
const yesNo = (value: boolean, locale: Locale) => (locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no');
const list = (items: string[], locale: Locale) => items.join(locale === 'zh' ? '；' : '; ');

const SAY: { [C in Control]: (value: Values[C], saying: Saying) => string } = {
  text: asItIs,
  multiline: asItIs,
  duration: (value, { locale }) => durationWords(value, locale),
  'event-type': (value, { locale }) => eventLabel(value)[locale],
  condition: (value, { meta, eventType, locale }) =>
    conditionWords(value, meta.sources?.includes('event') ? eventType : '', locale),
  choice: (value, { definition, locale }) => definition.word(locale, `choice.${value}`),
  deadline: (value, { locale }) => deadlineWords(value, locale),
  switch: (value, { locale }) => yesNo(value, locale),
  'field-path': asItIs,
  number: asItIs,
  'local-time': asItIs,
  'local-text': (value, { locale }) => pickText(value, locale),
  'day-offset': (value, { locale }) => offsetWords(value, locale),
  'staff-group': asItIs,
  'patient-field': asItIs,
  'field-value': (value, { locale }) => {
    if (value === null) return locale === 'zh' ? '清空' : 'emptied';
    return typeof value === 'boolean' ? yesNo(value, locale) : String(value);
  },
  escalation: ({ after, group }, { locale }) => {
    const length = durationWords(after, locale);
    return locale === 'zh' ? `${length}后交给 ${group}` : `to ${group} after ${length}`;
  },
  outcomes: (value, { locale }) => list(labels(value, locale), locale),
  cases: (value, { locale }) =>
    list(
      value.map((each) => `${pickText(each.label, locale)} (${conditionWords(each.if, '', locale)})`),
      locale,
    ),
  assignments: (value, { locale }) =>
    list(
      value.map((each) => assignmentWords(each, locale)),
      locale,
    ),
  arms: (value, { locale }) =>
    list(
      value.map((each) => `${pickText(each.label, locale)} ${each.weight}${each.holdOut ? HOLD_OUT[locale] : ''}`),
      locale,
    ),
  weekdays: (value, { locale }) => weekdayWords(value, locale) || (locale === 'zh' ? '每天' : 'every day'),
  journey: asItIs,
  correlations: (value, { eventType, locale }) =>
    list(
      value.map(({ field, from, key }) => {
        const known = valueWords({ from, field: key }, '', locale);
        return `${valueWords({ from: 'event', field }, eventType, locale)} = ${known}`;
      }),
      locale,
    ),
};

const HOLD_OUT = { zh: '（不干预对照）', en: ' (hold-out)' } as const;

const labels = (items: Label[], locale: Locale) => items.map(({ label }) => pickText(label, locale));

function assignmentWords(each: Assignment, locale: Locale): string {
  if ('add' in each) return `${each.variable} ${each.add < 0 ? '−' : '+'} ${Math.abs(each.add)}`;
  return `${each.variable} = ${typeof each.to === 'boolean' ? yesNo(each.to, locale) : each.to}`;
}

/** The label of a field's control; a field without one is called by its name. */
export function fieldLabel(definition: NodeDefinition, name: string): Words {
  const key = configField(definition.config, name)?.label ?? `field.${name}`;
  const label = (locale: Locale) => {
    const known = definition.word(locale, key);
    return known === key ? name : known;
  };
  return { zh: label('zh'), en: label('en') };
}

/** What a field of a config says; undefined where it says nothing. A value that its schema refuses stands as it is. */
export function fieldWords(
  definition: NodeDefinition,
  name: string,
  config: Record<string, unknown>,
  locale: Locale,
): string | undefined {
  const value = config[name];
  if (value === undefined) return undefined;
  const meta = configField(definition.config, name);
  const read = schemaOf(definition, name)?.safeParse(value);
  if (!meta || !read?.success || read.data === undefined) return plainWords(value);
  // The field's own schema has just said that the value is the one of its control.
  const say = SAY[meta.control] as (value: unknown, saying: Saying) => string;
  return say(read.data, { definition, meta, eventType: eventTypeOf(definition, config), locale });
}

/** A value without a control of its own. */
export const plainWords = (value: unknown): string => (typeof value === 'string' ? value : canonicalJson(value));

function schemaOf({ config }: NodeDefinition, name: string): { safeParse(value: unknown): Read } | undefined {
  return (config as { shape?: Record<string, { safeParse(value: unknown): Read }> }).shape?.[name];
}

type Read = { success: boolean; data?: unknown };

function eventTypeOf(definition: NodeDefinition, config: Record<string, unknown>): string {
  const field = configFields(definition.config).find(([, { control }]) => control === 'event-type');
  const type = field && config[field[0]];
  return typeof type === 'string' ? type : '';
}
