import type { Condition, Source } from '@suivi/schema';
import fc from 'fast-check';

type Leaf = Extract<Condition, { field: string }>;
type Comparison = Extract<Condition, { op: 'compare' }>;

const ORDERED = ['=', '≠', '<', '≤', '>', '≥'] as const;
const WORDS = ['=', '≠', 'contains'] as const;

/** The fields of each source and what they hold; `nobody` is never there, and `constructor` only on every object. */
const NUMBERS: Record<Source, string[]> = {
  event: ['packs', 'n'],
  entry: ['packs'],
  last: ['packs', 'n'],
  variable: ['count', 'mark'],
  patient: ['age', 'bmi'],
};
const TEXTS: Record<Source, string[]> = {
  event: ['kind', 'by'],
  entry: ['drug', 'nobody'],
  last: ['kind', 'constructor'],
  variable: ['mark'],
  patient: ['city', 'age'],
};
const SWITCHES: Record<Source, string[]> = {
  event: ['urgent'],
  entry: ['first'],
  last: ['urgent'],
  variable: ['mark'],
  patient: ['smoker'],
};
/** Measurements: a number with its unit beside it. */
const MEASURED: Record<Source, string[]> = {
  event: ['reading.value'],
  entry: ['reading.value'],
  last: ['value', 'reading.value'],
  variable: [],
  patient: ['glucose.value'],
};

const leafOf = (source: Source): fc.Arbitrary<Leaf> => {
  const from = source === 'event' ? {} : { from: source };
  const compare = (
    fields: readonly string[],
    is: readonly Comparison['is'][],
    value: fc.Arbitrary<Comparison['value']>,
    unit?: fc.Arbitrary<string>,
  ) =>
    fc.record({
      op: fc.constant('compare' as const),
      ...(source === 'event' ? {} : { from: fc.constant(source) }),
      field: fc.constantFrom(...fields),
      is: fc.constantFrom(...is),
      value,
      ...(unit ? { unit } : {}),
    });
  const all = [NUMBERS, TEXTS, SWITCHES, MEASURED].flatMap((fields) => fields[source]);
  return fc
    .oneof(
      { weight: 4, arbitrary: compare(NUMBERS[source], ORDERED, fc.constantFrom(0, 1, 2, 3, 40, 75)) },
      // A number that has no unit is not so many of anything.
      { weight: 1, arbitrary: compare(NUMBERS[source], ORDERED, fc.constantFrom(1, 2), fc.constant('mg/dL')) },
      { weight: 3, arbitrary: compare(TEXTS[source], WORDS, fc.constantFrom('a', 'b', 'ab')) },
      { weight: 2, arbitrary: compare(SWITCHES[source], ['=', '≠'], fc.boolean()) },
      ...(MEASURED[source].length === 0
        ? []
        : [
            {
              weight: 4,
              arbitrary: compare(MEASURED[source], ORDERED, THRESHOLDS, fc.constantFrom('mg/dL', 'mmol/L')),
            },
          ]),
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('known' as const),
          ...(source === 'event' ? {} : { from: fc.constant(source) }),
          field: fc.constantFrom(...all),
        }),
      },
    )
    .map((leaf) => ({ ...from, ...leaf }));
};

/** Some that guidelines give in both units (3.9 = 70) and some that they do not. */
const THRESHOLDS = fc.constantFrom(3.9, 7, 70, 126, 5, 90);

/** Conditions over these sources, at most three levels deep. */
export function conditions(...sources: Source[]): fc.Arbitrary<Condition> {
  const leaf = fc.oneof(...sources.map(leafOf));
  const join = (part: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
    fc.oneof(
      { weight: 5, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('not' as const), of: part }) },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constantFrom('all' as const, 'any' as const),
          of: fc.array(part, { minLength: 1, maxLength: 3 }),
        }),
      },
    );
  return join(join(leaf));
}

/** A filter on measured glucose: its catalogue wants a unit with the number. */
export const glucoseFilter: fc.Arbitrary<Condition> = fc.record({
  op: fc.constant('compare' as const),
  field: fc.constant('value'),
  is: fc.constantFrom(...ORDERED),
  value: THRESHOLDS,
  unit: fc.constantFrom('mg/dL', 'mmol/L'),
});
