/**
 * Chance without a sequence: each draw is a hash of seed, patient and the name of what is decided. So two versions of a
 * journey meet the same patients with the same luck, and one more step in one of them does not shift all later draws.
 */
export type Draw = (name: string) => number;

/** @returns draws in [0, 1) for one patient, the same on every machine. */
export function drawsOf(seed: number, patient: number): Draw {
  const base = mix(Math.imul(seed | 0, 0x9e3779b1) ^ mix((patient + 1) | 0));
  return (name) => {
    let h = base;
    for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
    return mix(h) / 2 ** 32;
  };
}

/** The avalanche of murmur3. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const pick = <T>(items: readonly T[], chance: number): T | undefined => items[Math.floor(chance * items.length)];

/** Points of a distribution: `[share, value]`, in between a straight line. No logarithm: those differ between machines. */
export type Quantiles = readonly (readonly [share: number, value: number])[];

export function quantileAt(points: Quantiles, share: number): number {
  let [before, low] = points[0] ?? [0, 0];
  for (const [after, high] of points) {
    if (share <= after) return after === before ? high : low + ((high - low) * (share - before)) / (after - before);
    [before, low] = [after, high];
  }
  return low;
}
