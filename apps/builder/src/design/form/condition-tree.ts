import { COMPARISONS, type Comparison, SOURCES, type Source } from '@suivi/schema';

/**
 * A condition as the editor shows it. A draft may hold anything, so every part is read as far as it goes; the compiler
 * says what is still missing.
 */
export type Branch = Row | Group;

export interface Row {
  kind: 'row';
  from: Source;
  field: string;
  is: Predicate;
  value: string | number | boolean;
  unit: string;
}

/** `none`: not one of them holds. */
export type Join = 'all' | 'any' | 'none';
export interface Group {
  kind: 'group';
  join: Join;
  of: Branch[];
}

/** A comparison with a value, or a question that needs none. */
export const QUESTIONS = ['yes', 'no', 'known', 'missing'] as const;
export type Predicate = Comparison | (typeof QUESTIONS)[number];
export const PREDICATES: readonly Predicate[] = [...COMPARISONS, ...QUESTIONS];

export const needsValue = (is: Predicate): boolean => !(QUESTIONS as readonly string[]).includes(is);

type Raw = Record<string, unknown>;

/** Reads a condition; undefined where there is none. */
export function readCondition(raw: unknown): Branch | undefined {
  if (raw === undefined) return undefined;
  const given: Raw = typeof raw === 'object' && raw !== null ? (raw as Raw) : {};
  if (given.op === 'all' || given.op === 'any') return { kind: 'group', join: given.op, of: partsOf(given.of) };
  if (given.op === 'not') return readNot(given.of);
  return readRow(given);
}

const partsOf = (of: unknown): Branch[] =>
  Array.isArray(of) ? of.flatMap((part: unknown) => readCondition(part ?? {}) ?? []) : [];

function readNot(of: unknown): Branch {
  const inner = readCondition(of ?? {});
  if (inner?.kind === 'row' && inner.is === 'known') return { ...inner, is: 'missing' };
  if (inner?.kind === 'group' && inner.join === 'any') return { ...inner, join: 'none' };
  return { kind: 'group', join: 'none', of: inner ? [inner] : [] };
}

function readRow(given: Raw): Row {
  const from = SOURCES.find((source) => source === given.from) ?? 'event';
  const field = typeof given.field === 'string' ? given.field : '';
  const unit = typeof given.unit === 'string' ? given.unit : '';
  const row: Row = { kind: 'row', from, field: shownField(from, field), is: '=', value: '', unit };
  if (given.op === 'known') return { ...row, is: 'known' };
  const { value } = given;
  const is = COMPARISONS.find((comparison) => comparison === given.is) ?? '=';
  if (typeof value === 'boolean' && is === '=') return { ...row, is: value ? 'yes' : 'no', value: '' };
  return { ...row, is, value: typeof value === 'string' || typeof value === 'number' ? value : '' };
}

/** Writes it back: what nobody touched reads the same afterwards. A group of one is that one. */
export function writeCondition(branch: Branch | undefined): unknown {
  if (!branch) return undefined;
  if (branch.kind === 'row') return writeRow(branch);
  const of = branch.of.map(writeCondition);
  if (branch.join === 'none') return { op: 'not', of: of.length === 1 ? of[0] : { op: 'any', of } };
  return of.length === 1 ? of[0] : { op: branch.join, of };
}

function writeRow({ from, field, is, value, unit }: Row): unknown {
  const source = from === 'event' ? {} : { from };
  if (is === 'known') return { op: 'known', ...source, field };
  if (is === 'missing') return { op: 'not', of: { op: 'known', ...source, field } };
  const compare = { op: 'compare', ...source, field: storedField(from, field, unit) };
  if (is === 'yes' || is === 'no') return { ...compare, is: '=', value: is === 'yes' };
  return { ...compare, is, value, ...(unit === '' ? {} : { unit }) };
}

/** A measurement in a patient's record is `{value, unit}`: people name the field, the condition looks at its value. */
const shownField = (from: Source, field: string): string =>
  from === 'patient' ? field.replace(/\.value$/, '') : field;
const storedField = (from: Source, field: string, unit: string): string =>
  from === 'patient' && unit !== '' && field !== '' ? `${field}.value` : field;

export const newRow = (sources: readonly Source[]): Row => ({
  kind: 'row',
  from: sources[0] ?? 'event',
  field: '',
  is: '=',
  value: '',
  unit: '',
});

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A typed value: digits are a number, except where a text is searched or they stand in quotes. */
export function readValue(text: string, is: Predicate): string | number {
  const trimmed = text.trim();
  const quoted = /^["“](.*)["”]$/.exec(trimmed);
  if (quoted) return quoted[1] ?? '';
  return is !== 'contains' && NUMBER.test(trimmed) ? Number(trimmed) : trimmed;
}

/** The value as it is typed: a text of digits stands in quotes, so that it does not become a number. */
export const shownValue = (value: string | number | boolean, is: Predicate): string =>
  typeof value === 'string' && is !== 'contains' && NUMBER.test(value) ? `"${value}"` : String(value);
