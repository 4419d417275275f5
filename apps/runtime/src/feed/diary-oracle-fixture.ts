/**
 * For tests: what a trial of the glucose camp must come to, calculated from the diary alone. Written from the rules of
 * the camp in words; it shares no line with the product, neither packages/ nor the reader beside it, and takes the wall
 * clock from Intl.
 */
const GLUCOSE = [48, 57, 58, 59, 60, 61, 62, 63, 64].map(String);
const OTHERS = [33, 34, 35, 65, 66, 67, 68, 69, 70, 71, 72].map(String);

export type RawRow = [patient: string, date: string, time: string, code: string, value: string];

interface Expected {
  totals: Record<string, number>;
  bad: { date: number; code: number; value: number };
}

export function expectedOf(
  rows: readonly RawRow[],
  { days = 28, only }: { days?: number; only?: string[] } = {},
): Expected {
  const bad = { date: 0, code: 0, value: 0 };
  const good = new Map<string, RawRow>();
  let accepted = 0;
  for (const row of rows) {
    const fault = faultOf(row);
    if (fault) {
      bad[fault] += 1;
      continue;
    }
    accepted += 1;
    const [patient, date, time, code, value] = row;
    const number = value.startsWith('0H') || value.startsWith('0L') ? value : String(Number.parseFloat(value));
    const plain = `${patient}|${date.split('-').map(Number)}|${time.split(':').map(Number)}|${code}|${number}`;
    if (!good.has(plain)) good.set(plain, row);
  }
  const totals = {
    rows: rows.length,
    accepted,
    duplicate: accepted - good.size,
    sent: 0,
    patients: 0,
    checkIns: 0,
    misses: 0,
    coachTodos: 0,
    alarms: 0,
  };
  const diaries = new Map<string, RawRow[]>();
  for (const row of good.values()) diaries.set(row[0], [...(diaries.get(row[0]) ?? []), row]);
  for (const [patient, diary] of diaries) {
    if (only && !only.includes(patient)) continue;
    const one = campOf(diary, days);
    totals.patients += 1;
    for (const key of ['sent', 'checkIns', 'misses', 'coachTodos', 'alarms'] as const) totals[key] += one[key];
  }
  return { totals, bad };
}

function faultOf([patient, date, time, code, value]: RawRow): 'date' | 'code' | 'value' | undefined {
  const [month, day, year] = date.split('-').map(Number) as [number, number, number];
  const calendar = new Date(Date.UTC(year, month - 1, day));
  const real = calendar.getUTCMonth() === month - 1 && calendar.getUTCDate() === day;
  if (!/^\d\d?-\d\d?-\d{4}$/.test(date) || !real || patient === '') return 'date';
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  if (!/^\d\d?:\d\d?$/.test(time) || hour > 23 || minute > 59) return 'date';
  if (!GLUCOSE.includes(code) && !OTHERS.includes(code)) return 'code';
  if (value === '0Hi' || value === '0Lo') return GLUCOSE.includes(code) ? undefined : 'value';
  return /^[0-9]+([.][0-9]+)?$/.test(value) ? undefined : 'value';
}

/** One patient's camp, day by day: the only thing that decides is the local date and time of each reading. */
function campOf(diary: readonly RawRow[], days: number) {
  const first = diary.map(([, date]) => isoOf(date)).sort()[0] ?? '';
  const dates = Array.from({ length: days }, (_, day) => later(first, day));
  const inTrial = diary
    .map(([, date, time, code, value]) => ({ ...shownAt(isoOf(date), time), code, value }))
    .filter(({ date }) => dates.includes(date));
  const readings = inTrial.filter(({ code }) => GLUCOSE.includes(code));
  const camp = { sent: inTrial.length, checkIns: 0, misses: 0, coachTodos: 0, alarms: 0 };
  let inARow = 0;
  for (const date of dates.slice(0, 28)) {
    if (readings.some((reading) => reading.date === date && reading.time <= '22:00')) {
      camp.checkIns += 1;
      inARow = 0;
      continue;
    }
    camp.misses += 1;
    inARow += 1;
    if (inARow < 2) continue;
    camp.coachTodos += 1;
    inARow = 0;
  }
  camp.alarms = readings.filter(({ value }) => {
    const number = value === '0Hi' || value === '0Lo' ? Number.NaN : Number.parseFloat(value);
    return !(number >= 70 && number <= 300);
  }).length;
  return camp;
}

const isoOf = (date: string): string => {
  const [month = '', day = '', year = ''] = date.split('-');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const later = (iso: string, days: number): string => {
  const date = new Date(`${iso}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Chicago',
  dateStyle: 'short',
  timeStyle: 'short',
});
/** Offsets that the zone knows, the earlier instant of a local time first. */
const OFFSETS = ['-05:00', '-06:00'];

/** What the wall clock in Chicago shows at the instant that a diary means: 02:30 that does not exist is 03:30. */
function shownAt(iso: string, time: string): { date: string; time: string } {
  const wall = `${iso} ${time
    .split(':')
    .map((part) => part.padStart(2, '0'))
    .join(':')}`;
  const instants = OFFSETS.map((offset) => new Date(`${wall.replace(' ', 'T')}:00${offset}`));
  const exact = instants.find((instant) => CLOCK.format(instant) === wall);
  const shown = CLOCK.format(exact ?? instants[1]);
  return { date: shown.slice(0, 10), time: shown.slice(11) };
}
