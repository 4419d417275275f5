/**
 * Values with units. The tables are those of the language (@suivi/schema, unit.ts, with their sources), said once more
 * because the engine takes nothing but types from outside; a test keeps them equal.
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

/** [mmol/L, mg/dL] */
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

/**
 * The limit as it reads in the unit of a measurement: a measurement is compared as it was measured, never converted. A
 * limit that guidelines give in both units is that pair (70 mg/dL is not below 3.9 mmol/L, though 70 ÷ 18.0 is); any
 * other is converted. Undefined where the two measure unlike things or a unit is not known.
 */
export function limitIn(limit: number, unit: string, measured: string): number | undefined {
  if (unit === measured) return limit;
  const [source, target] = [unitOf(unit), unitOf(measured)];
  if (!source || !target || source.dimension !== target.dimension) return undefined;
  return pairOf(limit, unit, measured) ?? round((limit * source.size) / target.size);
}

function pairOf(limit: number, unit: string, measured: string): number | undefined {
  if (unit === 'mmol/L' && measured === 'mg/dL') return GLUCOSE_LIMITS.find(([mmol]) => mmol === limit)?.[1];
  if (unit === 'mg/dL' && measured === 'mmol/L') return GLUCOSE_LIMITS.find(([, mg]) => mg === limit)?.[0];
  return undefined;
}

const unitOf = (name: string) => (Object.hasOwn(UNITS, name) ? UNITS[name] : undefined);

/** 4.1 × 18 is 73.8 and nothing beside it. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;
