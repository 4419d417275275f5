/** For tests: diaries made up from a named seed, with everything in them that is easy to get wrong. */
import type { RawRow } from './diary-oracle-fixture.ts';

export interface MadeDiary {
  rows: RawRow[];
  /** The same rows as a file: any line ending, blank lines, a BOM, quotes. */
  text: string;
  days: number;
}

const EDGES = ['00:00', '0:00', '21:59', '22:00', '22:01', '23:59', '12:30', '7:05'];
/** Around these the clocks in Chicago go forward, back, or nothing happens; with the end of February and of the year. */
const BEGINNINGS = ['1989-04-01', '1990-03-20', '1990-10-27', '1991-10-10', '1988-02-20', '1990-12-20', '1991-06-01'];
const GLUCOSE = ['48', '57', '58', '59', '60', '61', '62', '63', '64'];
const NOTES = ['33', '34', '65', '66', '72'];
const BAD: ((patient: string, date: string) => RawRow)[] = [
  () => ['', '', '', '', ''],
  (patient) => [patient, '06-31-1991', '8:00', '58', '100'],
  (patient) => [patient, '02-29-1990', '8:00', '58', '100'],
  (patient) => [patient, '13-01-1990', '8:00', '58', '100'],
  (patient) => [patient, '', '138', '33', '3A'],
  (patient, date) => [patient, date, '25:00', '58', '100'],
  (patient, date) => [patient, date, '24:00', '58', '100'],
  (patient, date) => [patient, date, '12:60', '58', '100'],
  (patient, date) => [patient, date, '', '58', '100'],
  (patient, date) => [patient, date, 'noon', '58', '100'],
  (patient, date) => [patient, date, '8:00', '36', '100'],
  (patient, date) => [patient, date, '8:00', '', '100'],
  (patient, date) => [patient, date, '8:00', '0', '0Hi'],
  (patient, date) => [patient, date, '8:00', '57', "0''"],
  (patient, date) => [patient, date, '8:00', '58', ''],
  (patient, date) => [patient, date, '8:00', '58', '-5'],
  (patient, date) => [patient, date, '8:00', '58', '1e2'],
  (patient, date) => [patient, date, '8:00', '33', '0Hi'],
  (patient, date) => [patient, date, '8:00', '58', 'Hi'],
  (patient, date) => [patient, date, '8:00', '58', '100.'],
];
const VALUES = [
  '0',
  '000',
  '69',
  '069',
  '69.9',
  '70',
  '70.0',
  '100',
  '300',
  '300.5',
  '301',
  '0Hi',
  '0Lo',
  '142',
  '188',
];

export function makeDiary(seed: string): MadeDiary {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const rows: RawRow[] = [];
  const people = 1 + Math.floor(random() * 3);
  for (let person = 1; person <= people; person++) {
    const patient = `d${String(person).padStart(2, '0')}`;
    const begins = pick(BEGINNINGS);
    const length = chance(0.15) ? 1 : 3 + Math.floor(random() * 32);
    const diligence = pick([0.15, 0.5, 0.85]);
    // The diary begins with something that is no glucose, at times on a day without any.
    if (chance(0.4)) rows.push([patient, americanOf(begins, 0), pick(EDGES), pick(NOTES), '1']);
    for (let day = 0; day < length; day++) {
      const date = americanOf(begins, day);
      const many = chance(diligence) ? 1 + Math.floor(random() * 3) : 0;
      for (let one = 0; one < many; one++)
        rows.push([patient, date, timeIn(random, pick), pick(GLUCOSE), pick(VALUES)]);
      if (chance(0.3)) rows.push([patient, date, timeIn(random, pick), pick(NOTES), '3.5']);
      if (chance(0.2)) rows.push(pick(BAD)(patient, date));
      const last = rows.at(-1);
      if (last && chance(0.1)) rows.push([...last]);
    }
  }
  if (chance(0.6)) shuffle(rows, random);
  return { rows, text: fileOf(rows, random), days: pick([28, 28, 28, 7, 1, 30]) };
}

function timeIn(random: () => number, pick: <T>(list: readonly T[]) => T): string {
  if (random() < 0.5) return pick(EDGES);
  // The hours of the night are those that clock changes leave out or repeat.
  const hour = random() < 0.4 ? 1 + Math.floor(random() * 3) : Math.floor(random() * 24);
  return `${hour}:${String(Math.floor(random() * 60)).padStart(2, '0')}`;
}

function fileOf(rows: readonly RawRow[], random: () => number): string {
  const ending = random() < 0.3 ? '\r\n' : '\n';
  const lines = rows.map((row) =>
    row.map((field) => (random() < 0.03 ? `"${field}"` : random() < 0.03 ? ` ${field} ` : field)).join(','),
  );
  if (random() < 0.3) lines.splice(Math.floor(random() * lines.length), 0, '', '  ');
  const text = ['patient,date,time,code,value', ...lines].join(ending);
  return `${random() < 0.2 ? '\uFEFF' : ''}${text}${random() < 0.5 ? ending : ''}`;
}

function americanOf(begins: string, days: number): string {
  const date = new Date(`${begins}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  const [year, month, day] = date.toISOString().slice(0, 10).split('-');
  return `${month}-${day}-${year}`;
}

function shuffle(rows: RawRow[], random: () => number): void {
  for (let at = rows.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [rows[at], rows[other]] = [rows[other] as RawRow, rows[at] as RawRow];
  }
}

/** Mulberry32, seeded by FNV-1a over the name: the same everywhere. */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
