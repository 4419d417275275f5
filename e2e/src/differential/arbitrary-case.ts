import { DAY, type EpochMs, MINUTE } from '@suivi/schema';
import fc from 'fast-check';
import { DATE_FIELDS, EVENT_TYPES, looseJourneys, ZONES } from './arbitrary-journey.ts';
import { DAYS, type Data, type LivedCase, type LivedEvent, type Row, type Write } from './lived-case.ts';
import { drawn } from './loose-journey.ts';
import { clockChanges, dateAfter } from './naive-clock.ts';
import { NaiveRun } from './naive-run.ts';

/** Days just before the year ends, work days are moved, February has 29 days, and one on which nothing is special. */
const DAYS_OF_NOTE = ['2023-12-29', '2024-02-03', '2024-02-26', '2024-06-10', '2025-01-25'].map((date) =>
  Date.parse(date),
);
const CHANGES = new Map<string, EpochMs[]>();

/** Days on which the clock of a zone is changed, of three years. */
function changesOf(zone: string): EpochMs[] {
  const known = CHANGES.get(zone) ?? clockChanges(zone, Date.parse('2023-01-01'), Date.parse('2026-01-01'));
  CHANGES.set(zone, known);
  return known;
}

/** The type of the event that is waited for where the deadline is met. */
const AWAITED = 'awaited';

/** When something happens: so many minutes in, or when a deadline of the run so far would pass, give or take a minute. */
type When = { minute: number } | { deadline: number; shift: number };
interface Happening {
  when: When;
  /** By so many minutes later than it happened does it reach the run. */
  late: number;
  /** After so many minutes more it is sent once again, if ever. */
  again: number | null;
  what:
    | { type: string | typeof AWAITED; data: Data }
    | { key: string; value: Write['value']; days?: number; years?: number };
}

const LENGTHS = [0, 1, 2, 10, 30, 60, 90, 1_440, 1_500, 2_880, 4_320];
const when: fc.Arbitrary<When> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...LENGTHS), { minLength: 1, maxLength: 3 })
      .map((lengths) => ({ minute: lengths.reduce((sum, length) => sum + length, 0) })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: DAYS * 1_440 }).map((minute) => ({ minute })) },
  {
    weight: 6,
    arbitrary: fc.record({ deadline: fc.nat(30), shift: fc.constantFrom(0, 0, 0, 1, -1, -5, -20, -50) }),
  },
);

const number = fc.constantFrom<number | string>(0, 1, 2, 3, 40, 75, 'a');
const text = fc.constantFrom<string | number>('a', 'b', 'ab', 1);
const measured = fc.oneof(
  fc.record({ value: fc.constantFrom(3.2, 3.9, 5, 7, 70, 90, 126), unit: fc.constantFrom('mg/dL', 'mmol/L', 'kg') }),
  fc.record({ value: fc.constantFrom(3.9, 70) }),
);
const sparse = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Data> =>
  fc.record(model, { requiredKeys: [] });

const ENTRY = { packs: number, drug: text, first: fc.boolean(), reading: measured };
const eventData = sparse({ packs: number, n: number, kind: text, by: text, urgent: fc.boolean(), reading: measured });
const event = fc
  .tuple(fc.constantFrom(...EVENT_TYPES, AWAITED, AWAITED, AWAITED, AWAITED, AWAITED, AWAITED), eventData, measured)
  .map(([type, data, value]) => ({ type, data: type === 'message.received' ? data : { ...data, ...value } }));

const FIELDS: Record<string, fc.Arbitrary<Write['value']>> = {
  age: fc.constantFrom<Write['value']>(1, 40, 75, 'a', null),
  bmi: fc.constantFrom<Write['value']>(2, 40, null),
  city: fc.constantFrom<Write['value']>('a', 'ab', null),
  smoker: fc.constantFrom<Write['value']>(true, false, null),
  glucose: fc
    .tuple(fc.constantFrom(3.2, 3.9, 5, 70, 90, 126), fc.constantFrom('mg/dL', 'mmol/L', 'kg'))
    .map(([value, unit]) => ({ value, unit })),
  unheard: fc.constant(1),
};
const write = fc.oneof(
  fc
    .constantFrom(...Object.keys(FIELDS))
    .chain((key) => fc.record({ key: fc.constant(key), value: FIELDS[key] ?? fc.constant(null) })),
  fc.oneof(
    fc.record({
      key: fc.constantFrom(...DATE_FIELDS),
      value: fc.constant(null),
      days: fc.integer({ min: -4, max: 20 }),
      years: fc.constantFrom(0, 0, 0, 1, 8),
    }),
    fc.record({
      key: fc.constantFrom(...DATE_FIELDS),
      value: fc.constantFrom('soon', '2024-02-30', '2020-02-29', null),
    }),
  ),
);
const happening: fc.Arbitrary<Happening> = fc.record({
  when,
  again: fc.constantFrom(null, null, null, null, null, null, null, null, null, 0, 1, 60),
  late: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 60, 3_000),
  what: fc.oneof({ weight: 3, arbitrary: event }, { weight: 2, arbitrary: write }),
});

const anyCase: fc.Arbitrary<LivedCase> = fc
  .record({
    journey: looseJourneys,
    zone: fc.option(fc.constantFrom(...ZONES)),
    note: fc.nat(11),
    before: fc.nat(4),
    minute: fc.oneof(
      fc.nat(23).map((hour) => hour * 60),
      fc.nat(1_439),
    ),
    entry: fc.oneof(fc.record(ENTRY), sparse(ENTRY)),
    known: fc.array(write, { maxLength: 9, size: 'max' }),
    happenings: fc.array(happening, { maxLength: 16, size: 'max' }),
    outcomes: fc.array(fc.constantFrom('queued', 'blocked'), { minLength: 1, maxLength: 3 }),
  })
  .map(({ journey, zone, note, before, minute, entry, known, happenings, outcomes }) => {
    const days = [...DAYS_OF_NOTE, ...changesOf(zone ?? journey.zone)];
    const start = (days[note % days.length] ?? 0) - before * DAY + minute * MINUTE;
    const record = known.map((each) => ({ key: each.key, at: start - DAY, value: written(each, start) }));
    const first: LivedCase = {
      journey: drawn(journey),
      ...(zone ? { zone } : {}),
      start,
      entry,
      events: [],
      record,
      outcomes,
    };
    return lived(first, happenings);
  });

/**
 * A patient who lives through a journey. The journey need not be one that the compiler accepts. Without the bias towards
 * values at the edge, which makes short journeys of equal steps.
 */
export const livedCases: fc.Arbitrary<LivedCase> = fc.noBias(anyCase);

const written = (
  { value, ...more }: { value: Write['value']; days?: number; years?: number },
  start: EpochMs,
): Write['value'] => (more.days === undefined ? value : dateNear(start, more.days, more.years ?? 0));

function dateNear(start: EpochMs, days: number, yearsBefore: number): string | null {
  const date = dateAfter(new Date(start).toISOString().slice(0, 10), days) ?? '';
  return dateAfter(`${Number(date.slice(0, 4)) - yearsBefore}${date.slice(4)}`, 0) ?? null;
}

/** So many happenings go by the deadlines of the same life so far: to look for them anew each time takes too long. */
const AT_ONCE = 4;

function lived(first: LivedCase, happenings: readonly Happening[]): LivedCase {
  let so = first;
  let deadlines: Row[] = [];
  happenings.forEach((happening, index) => {
    if (index % AT_ONCE === 0) deadlines = deadlinesOf(so);
    so = live(so, happening, deadlines, index);
  });
  return so;
}

/** Puts one more happening into a life. */
function live(so: LivedCase, { when: moment, late, again, what }: Happening, all: Row[], index: number): LivedCase {
  const ofEvents = all.filter(({ node }) => so.journey.nodes[node]?.type === 'wait-for-event');
  const deadlines = 'type' in what && what.type === AWAITED ? ofEvents : all;
  const met = 'minute' in moment ? undefined : deadlines[moment.deadline % deadlines.length];
  const reached = withinDays(so, 'minute' in moment ? moment.minute : minuteOf(so, met?.until) + moment.shift);
  const at = reached - late * MINUTE;
  const awaited = so.journey.nodes[met?.node ?? '']?.config.event;
  const event =
    'key' in what
      ? { id: `e${index}`, at, type: 'field.changed', data: { key: what.key } }
      : {
          id: `e${index}`,
          at,
          type: what.type === AWAITED ? String(awaited ?? EVENT_TYPES[0]) : what.type,
          data: what.data,
        };
  const once = { ...so, events: put(so.events, event, reached) };
  const twice = again === null ? once : { ...once, events: put(once.events, event, reached + again * MINUTE) };
  if (!('key' in what)) return twice;
  const writing = { key: what.key, at, value: written(what, so.start) };
  return { ...twice, record: [...so.record, writing].sort((a, b) => a.at - b.at) };
}

/** Among those that reach the run up to then: when it does, says the latest instant up to each event. */
function put(events: readonly LivedEvent[], event: LivedEvent, reached: EpochMs): LivedEvent[] {
  const later = events.findIndex((_, k) => Math.max(...events.slice(0, k + 1).map(({ at }) => at)) > reached);
  const place = later === -1 ? events.length : later;
  return [...events.slice(0, place), event, ...events.slice(place)];
}

const minuteOf = ({ start }: LivedCase, at: EpochMs | undefined): number => ((at ?? start) - start) / MINUTE;

const withinDays = ({ start }: LivedCase, minute: number): EpochMs =>
  start + Math.min(DAYS * 1_440, Math.max(0, minute)) * MINUTE;

function deadlinesOf(so: LivedCase): Row[] {
  // Of a journey with a hole in it the compiler will complain.
  try {
    return new NaiveRun(so).run().filter(({ until }) => until !== undefined);
  } catch {
    return [];
  }
}
