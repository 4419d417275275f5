/** One measured figure, as `npm run bench -- --json FILE` writes it. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** How many samples the value is taken from. */
  n: number;
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many times theirs ours is, to two digits. */
export const ratio = (ours: number, theirs: number): number => Number((ours / theirs).toFixed(2));
