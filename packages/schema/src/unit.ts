/**
 * What each unit that may stand beside a value measures. Within one dimension the engine converts (engine/quantity.ts has
 * the sizes); across dimensions nothing compares.
 */
const DIMENSIONS: Readonly<Record<string, string>> = {
  'mg/dL': 'glucose',
  'mmol/L': 'glucose',
  mmHg: 'pressure',
  kPa: 'pressure',
  kg: 'mass',
  g: 'mass',
  '°C': 'temperature',
};

/** Whether values in these two units can be compared at all. A unit that is not known compares with itself only. */
export function areLikeUnits(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((unit) => (Object.hasOwn(DIMENSIONS, unit) ? DIMENSIONS[unit] : undefined));
  return a !== undefined && a === b;
}
