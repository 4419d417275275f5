/**
 * Strongly connected components of a graph over 0 … n−1 (Tarjan), each after the components it leads to. Iterative,
 * because a journey of 2,000 nodes in a row would overflow a recursive walk.
 * @param roots where to look; what they do not reach stays out.
 * @param next the places that one leads to, possibly several times the same.
 */
export function strong(size: number, roots: Iterable<number>, next: (at: number) => readonly number[]): number[][] {
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const onStack = new Uint8Array(size);
  const stack: number[] = [];
  const found: number[][] = [];
  const work: { at: number; next: readonly number[]; k: number }[] = [];
  let count = 0;
  const open = (at: number) => {
    low[at] = index[at] = count++;
    stack.push(at);
    onStack[at] = 1;
    work.push({ at, next: next(at), k: 0 });
  };
  const lower = (at: number, to: number) => {
    if (to < (low[at] ?? 0)) low[at] = to;
  };
  for (const root of roots) {
    if (index[root] !== -1) continue;
    open(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const to = frame.next[frame.k++];
      if (to === undefined) {
        work.pop();
        const parent = work.at(-1);
        if (parent) lower(parent.at, low[frame.at] ?? 0);
        if (low[frame.at] === index[frame.at]) found.push(popUntil(stack, onStack, frame.at));
      } else if (index[to] === -1) open(to);
      else if (onStack[to]) lower(frame.at, index[to] ?? 0);
    }
  }
  return found;
}

function popUntil(stack: number[], onStack: Uint8Array, last: number): number[] {
  const component: number[] = [];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    onStack[at] = 0;
    component.push(at);
    if (at === last) break;
  }
  return component;
}
