/**
 * Units that may stand beside a value, each with its dimension and its size in the dimension's first unit.
 * Glucose: 1 mmol/L = 18.0 mg/dL, the factor that Chinese meters and guidelines use.
 */
const UNITS: Record<string, { dimension: string; size: number }> = {
  'mg/dL': { dimension: 'glucose', size: 1 },
  'mmol/L': { dimension: 'glucose', size: 18 },
  mmHg: { dimension: 'pressure', size: 1 },
  kPa: { dimension: 'pressure', size: 7.50062 },
  kg: { dimension: 'mass', size: 1 },
  g: { dimension: 'mass', size: 0.001 },
  '°C': { dimension: 'temperature', size: 1 },
};

/** `value` of unit `from` in unit `to`; undefined where the two measure unlike things or one is not known. */
export function convert(value: number, from: string, to: string): number | undefined {
  if (from === to) return value;
  const [source, target] = [unit(from), unit(to)];
  if (!source || !target || source.dimension !== target.dimension) return undefined;
  return (value * source.size) / target.size;
}

const unit = (name: string) => (Object.hasOwn(UNITS, name) ? UNITS[name] : undefined);
