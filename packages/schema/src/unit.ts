/**
 * The units that may stand beside a value, each with what it measures and its size in the first unit of that kind. mg/dL
 * and mmol/L are those of blood glucose: 1 mmol/L = 18.0 mg/dL, the factor that meters and guidelines use. For any other
 * substance it is another factor, so its values need units of their own.
 *
 * The engine, which takes nothing but types from here, has the same table (quantity.ts); a test there keeps the two equal.
 */
export const UNITS: Readonly<Record<string, { dimension: string; size: number }>> = {
  'mg/dL': { dimension: 'glucose', size: 1 },
  'mmol/L': { dimension: 'glucose', size: 18 },
  mmHg: { dimension: 'pressure', size: 1 },
  kPa: { dimension: 'pressure', size: 7.50062 },
  kg: { dimension: 'mass', size: 1 },
  g: { dimension: 'mass', size: 0.001 },
  '°C': { dimension: 'temperature', size: 1 },
};

/**
 * Limits that guidelines give in both units, [mmol/L, mg/dL]: rounded to what a meter shows, so neither is the other
 * converted. Sources: ADA, Standards of Care (targets, hypoglycaemia, diagnosis, crises); WHO 2006 (6.1 = 110).
 */
export const GLUCOSE_LIMITS: readonly (readonly [number, number])[] = [
  [3.0, 54],
  [3.9, 70],
  [4.4, 80],
  [5.6, 100],
  [6.1, 110],
  [7.0, 126],
  [7.2, 130],
  [7.8, 140],
  [8.3, 150],
  [10.0, 180],
  [11.1, 200],
  [13.9, 250],
  [16.7, 300],
  [33.3, 600],
];

/** What a unit measures; undefined for one that we do not know, which is only like itself. */
export const dimensionOf = (unit: string): string | undefined =>
  Object.hasOwn(UNITS, unit) ? UNITS[unit]?.dimension : undefined;

/** Whether values of these two units can be compared: otherwise a comparison is never true and never false. */
export function comparable(a: string, b: string): boolean {
  return a === b || (dimensionOf(a) !== undefined && dimensionOf(a) === dimensionOf(b));
}
