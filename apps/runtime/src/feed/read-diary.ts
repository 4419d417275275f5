import { dayOf } from '@suivi/engine';
import { isCleanText } from '@suivi/schema';
import {
  type BadClass,
  type BadRow,
  COLUMNS,
  type Diary,
  type DiaryRow,
  type DiaryValue,
  type Fault,
} from './diary-row.ts';
import { linesOf } from './read-fields.ts';

export interface KnownCodes {
  /** Codes of glucose readings: only these may show `0Hi` or `0Lo`. */
  glucose: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

/** A label longer than this is no label. */
const LABEL_MAX = 60;
const MINUTE = 60_000;

/**
 * Takes the good rows of a diary and names every bad one with its line and all that is wrong with it. Never stops half
 * way and never guesses; whatever the text is, the answer is a diary.
 */
export function readDiary(text: string, codes: KnownCodes): Diary {
  const lines = linesOf(text);
  const [first] = lines;
  if (first && isHeader(first.fields)) lines.shift();
  const diary: Diary = { rows: lines.length, accepted: [], duplicates: [], bad: [] };
  const seen = new Map<string, number>();
  for (const { line, fields } of lines) {
    const row = readRow(line, fields, codes);
    if ('faults' in row) {
      diary.bad.push(row);
      continue;
    }
    // `9:09` and `09:09`, `009` and `9` say the same.
    const key = JSON.stringify([row.patient, row.day, row.time, row.code, row.value]);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      diary.duplicates.push({ line, of: earlier });
      continue;
    }
    seen.set(key, line);
    diary.accepted.push(row);
  }
  return diary;
}

const isHeader = (fields: string[]): boolean =>
  fields.length === COLUMNS.length && COLUMNS.every((name, index) => fields[index]?.toLowerCase() === name);

function readRow(line: number, fields: string[], codes: KnownCodes): DiaryRow | BadRow {
  const [patient = '', date = '', time = '', code = '', value = '', ...more] = fields;
  const day = dayIn(date);
  const clock = timeIn(time);
  const isKnown = codes.glucose.has(code) || codes.others.has(code);
  // What a value may be depends on the code; where that is not known, a reading beyond the range is let pass.
  const amount = valueIn(value, !isKnown || codes.glucose.has(code));
  const faults: BadRow['faults'] = [];
  const note = (fault: Fault, about: string): void => void faults.push({ fault, text: about });
  if (patient === '' || patient.length > LABEL_MAX || !isCleanText(patient)) note('patient', patient);
  if (day === undefined) note('date', date);
  if (clock === undefined) note('time', time);
  if (!isKnown) note('code', code);
  if (amount === undefined) note('value', value);
  if (more.some((field) => field !== '')) note('fields', more.join(','));
  if (faults.length > 0 || day === undefined || clock === undefined || amount === undefined)
    return { line, faults, counted: classOf(faults.map(({ fault }) => fault)) };
  return { line, text: fields.slice(0, COLUMNS.length).join(','), patient, day, time: clock, code, value: amount };
}

/**
 * A row is counted once, by the first of date, code, value. An impossible time, and a label that is none, leave the row
 * without a place in anybody's diary as an impossible date does; surplus fields leave open which one is the value.
 */
function classOf(faults: readonly Fault[]): BadClass {
  if (faults.some((fault) => fault === 'date' || fault === 'time' || fault === 'patient')) return 'date';
  return faults.includes('code') ? 'code' : 'value';
}

/** `MM-DD-YYYY`, a date of the calendar; a leading zero may be missing. */
function dayIn(text: string): number | undefined {
  const match = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(text);
  if (!match) return undefined;
  const [, month = '', day = '', year = ''] = match;
  return dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** `HH:MM` on the wall clock, in milliseconds since midnight; a leading zero may be missing. */
function timeIn(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [hour, minute] = match.slice(1).map(Number) as [number, number];
  return hour < 24 && minute < 60 ? (hour * 60 + minute) * MINUTE : undefined;
}

/** Digits with optional decimals; a meter also shows that a reading is beyond its range. */
function valueIn(text: string, glucose: boolean): DiaryValue | undefined {
  if (glucose && text === '0Hi') return 'HI';
  if (glucose && text === '0Lo') return 'LO';
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
