import { parseDuration } from '@suivi/schema';

export const UNITS = ['D', 'H', 'M', 'S'] as const;
export type Unit = (typeof UNITS)[number];

const SIZES: Record<Unit, number> = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 };

/** `7` and `D` → `P7D`; undefined for anything but a whole number, so that the form can say it is empty. */
export function toDuration(amount: string, unit: Unit): string | undefined {
  if (!/^\d{1,7}$/.test(amount.trim())) return undefined;
  const count = String(Number(amount));
  return unit === 'D' ? `P${count}D` : `PT${count}${unit}`;
}

/** A duration in the largest unit that holds it exactly: `P1DT12H` → 36 hours. */
export function fromDuration(text: unknown): { amount: string; unit: Unit } | undefined {
  if (typeof text !== 'string') return undefined;
  const simple = /^P(?:(\d+)D|T(\d+)([HMS]))$/.exec(text);
  if (simple) return { amount: simple[1] ?? simple[2] ?? '', unit: (simple[3] as Unit | undefined) ?? 'D' };
  const length = parseDuration(text);
  const unit = length === undefined ? undefined : UNITS.find((candidate) => length % SIZES[candidate] === 0);
  return length === undefined || !unit ? undefined : { amount: String(length / SIZES[unit]), unit };
}
