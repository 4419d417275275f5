/** A place in both lists, in one of them only, or in the other only; in order. */
export type Aligned = { expected?: number; actual?: number };

/** The longest common order of two lists (dynamic programming); earlier matches win. */
export function align(expected: number, actual: number, same: (e: number, a: number) => boolean): Aligned[] {
  const width = actual + 1;
  const longest = new Uint32Array((expected + 1) * width);
  for (let e = expected - 1; e >= 0; e--) {
    for (let a = actual - 1; a >= 0; a--) {
      const skip = Math.max(longest[(e + 1) * width + a] ?? 0, longest[e * width + a + 1] ?? 0);
      longest[e * width + a] = same(e, a) ? (longest[(e + 1) * width + a + 1] ?? 0) + 1 : skip;
    }
  }
  const found: Aligned[] = [];
  let [e, a] = [0, 0];
  while (e < expected || a < actual) {
    if (e < expected && a < actual && same(e, a)) found.push({ expected: e++, actual: a++ });
    else if (a >= actual || (e < expected && (longest[(e + 1) * width + a] ?? 0) >= (longest[e * width + a + 1] ?? 0)))
      found.push({ expected: e++ });
    else found.push({ actual: a++ });
  }
  return found;
}
