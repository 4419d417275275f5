import { compile } from '@suivi/compiler';
import { DAY, type Journey, MINUTE, type Plan } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import fc from 'fast-check';
import { DATE_FIELDS, EVENT_TYPES, ZONES } from '../differential/arbitrary-journey.ts';
import type { Life } from './life.ts';
import { PATIENT, RUN } from './life.ts';
import { dateAfter, live, type Maybe, type Maybes, type When } from './live.ts';
import { wholeJourneys } from './whole-journey.ts';

/** Several lives share a journey: to compile one takes longer than to live through it. */
export interface Journeys {
  seed: number;
  /** How many there are. */
  count: number;
}

const MOST_KEPT = 2_000;
const compiled = new Map<string, { journey: Journey; plan: Plan }>();

/** The n-th journey of a seed: the first one there that compiles. */
function journeyOf(seed: number, n: number): { journey: Journey; plan: Plan } {
  const name = `${seed}/${n}`;
  const known = compiled.get(name);
  if (known) return known;
  for (let again = 0; ; again += 1) {
    const [journey] = fc.sample(fc.noBias(wholeJourneys), { seed: seed * 1_000_003 + n * 101 + again, numRuns: 1 });
    const plan = journey && compile(journey).plan;
    if (!journey || !plan) continue;
    if (compiled.size >= MOST_KEPT) compiled.clear();
    compiled.set(name, { journey, plan });
    return { journey, plan };
  }
}

/** New Year, moved work days, both clock changes of the north and the south, 29 February, and a day like any other. */
const DAYS_OF_NOTE = [
  '2023-12-29',
  '2024-02-04',
  '2024-02-27',
  '2024-03-09',
  '2024-03-30',
  '2024-04-05',
  '2024-06-10',
  '2024-09-28',
  '2024-10-26',
  '2024-11-02',
].map((date) => Date.parse(date));

const sparse = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(model, { requiredKeys: [] });
const number = fc.constantFrom<number | string>(0, 1, 2, 3, 40, 75, 'a');
const text = fc.constantFrom<string | number>('a', 'b', 'ab', 1);
const MEASURE = {
  value: fc.constantFrom(3.2, 3.9, 5, 7, 70, 90, 126),
  unit: fc.constantFrom('mg/dL', 'mmol/L', 'kg'),
};
const withUnit = fc.record(MEASURE);
const measured = fc.record(MEASURE, { requiredKeys: ['value'] });
const data = sparse({ packs: number, n: number, kind: text, by: text, urgent: fc.boolean(), reading: measured });

const event: fc.Arbitrary<Maybe> = fc
  .tuple(fc.constantFrom(...EVENT_TYPES, 'message.received', 'message.received', 'unheard.of'), data, measured)
  .map(([type, data, value]) => ({ type, data: type === 'message.received' ? data : { ...data, ...value } }));
const write: fc.Arbitrary<{ key: string; value: unknown } | { key: string; days: number }> = fc.oneof(
  fc.record({ key: fc.constantFrom('age', 'bmi'), value: fc.constantFrom(1, 2, 40, 75, 'a', null) }),
  fc.record({ key: fc.constant('city'), value: fc.constantFrom('a', 'ab', null) }),
  fc.record({ key: fc.constant('smoker'), value: fc.constantFrom(true, false, null) }),
  fc.record({ key: fc.constant('glucose'), value: fc.oneof(withUnit, fc.constant(null)) }),
  fc.record({ key: fc.constantFrom(...DATE_FIELDS), days: fc.integer({ min: -4, max: 12 }) }),
  fc.record({ key: fc.constantFrom(...DATE_FIELDS), value: fc.constantFrom('soon', '2020-02-29', null) }),
);
const order: fc.Arbitrary<Maybe> = fc.record({
  op: fc.constantFrom('pause', 'resume', 'skipWait', 'setDeadline', 'goto', 'exit', 'pause', 'resume', 'skipWait'),
  stale: fc.constantFrom(0, 0, 0, 1),
  to: fc.nat(30),
  minutes: fc.constantFrom(-10, 0, 5, 90, 3_000),
  mode: fc.constantFrom('hold', 'stretch'),
});
const what: fc.Arbitrary<Maybe> = fc.oneof(
  { weight: 4, arbitrary: event },
  { weight: 5, arbitrary: fc.tuple(fc.nat(5), event).map(([awaited, one]) => ({ ...one, awaited })) },
  { weight: 3, arbitrary: write },
  { weight: 3, arbitrary: fc.record({ answers: fc.nat(5), outcome: fc.nat(5) }) },
  { weight: 5, arbitrary: fc.constantFrom(true, true, true, false).map((hold) => ({ hold })) },
  { weight: 2, arbitrary: order },
);
const when: fc.Arbitrary<When> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 0, 1, 30, 60, 600, 1_440).map((minutes) => ({ minutes })) },
  { weight: 3, arbitrary: fc.constantFrom(0, 0, 0, 1, -1, 60).map((shift) => ({ due: true as const, shift })) },
);
const maybes: fc.Arbitrary<Maybes> = fc.record({
  when,
  late: fc.constantFrom(0, 0, 0, 0, 0, 1, 60, 3_000),
  what,
});

/** A patient with all that happens to them, on one of the journeys. */
export const anyLife = ({ seed, count }: Journeys): fc.Arbitrary<Life> =>
  fc
    .record({
      number: fc.nat(count - 1),
      zone: fc.option(fc.constantFrom(...ZONES), { nil: undefined }),
      day: fc.nat(DAYS_OF_NOTE.length - 1),
      minute: fc.oneof(
        fc.nat(23).map((hour) => hour * 60),
        fc.nat(1_439),
      ),
      entry: sparse({ packs: number, drug: text, first: fc.boolean(), reading: measured }),
      known: fc.array(write, { maxLength: 9, size: 'max' }),
      happens: fc.array(maybes, { maxLength: 14, size: 'max' }),
      luck: fc.array(fc.nat(11), { minLength: 1, maxLength: 5 }),
    })
    .map(({ number, zone, day, minute, entry, known, happens, luck }) => {
      const { journey, plan } = journeyOf(seed, number);
      const start = (DAYS_OF_NOTE[day] ?? 0) + minute * MINUTE;
      const record = known.map((each) => {
        const value = 'days' in each ? dateAfter(start, each.days) : each.value;
        return { key: each.key, at: start - DAY, value };
      });
      return live(
        {
          journey,
          plan,
          ...(zone ? { zone } : {}),
          table: zoneTable(zone ?? journey.zone),
          start,
          enrolment: { run: RUN, patient: PATIENT, seq: 1, entry },
          record,
          luck,
        },
        happens,
      );
    });
