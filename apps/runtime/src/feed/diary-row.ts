/** A row of a diary that can be taken as it stands. */
export interface DiaryRow {
  /** Line of the file, from 1. */
  line: number;
  /** Its five fields as they stand, joined by commas: what identifies the row. */
  text: string;
  /** p01: a label, not an identity. */
  patient: string;
  /** Days since 1970-01-01 on the wall calendar, and milliseconds since that midnight on the wall clock. */
  day: number;
  time: number;
  code: string;
  value: DiaryValue;
}

/** What the meter showed: a number, or that it was beyond its range. */
export type DiaryValue = number | 'HI' | 'LO';

/** What can be wrong with a row. */
export type Fault = 'patient' | 'date' | 'time' | 'code' | 'value' | 'fields';

/** The three classes in which bad rows are counted. */
export type BadClass = 'date' | 'code' | 'value';

export interface BadRow {
  line: number;
  /** Every fault with the text it is about, in the order of the columns. */
  faults: { fault: Fault; text: string }[];
  /** Where it is counted: once, by the first of date, code, value. */
  counted: BadClass;
}

export interface Diary {
  /** Rows of the file, bad ones included; header and blank lines are none. */
  rows: number;
  /** Good rows in the order of the file, each once. */
  accepted: DiaryRow[];
  /** Good rows that repeat an earlier good one (same patient, date, time, code and value). */
  duplicates: { line: number; of: number }[];
  bad: BadRow[];
}

export const COLUMNS = ['patient', 'date', 'time', 'code', 'value'] as const;
