/**
 * Immediate dominators (Lengauer and Tarjan 1979, the version with path compression: near-linear). A place dominates
 * another one when every path from the root to that one passes it.
 * @param next where each of 0 … n−1 leads.
 * @returns for each place the last one before it that every path passes; −1 for the root and what it does not reach.
 */
export function dominators(next: readonly (readonly number[])[], root: number): Int32Array {
  const size = next.length;
  const { order, number, parent } = depthFirst(next, root);
  const before = predecessors(next, number);
  const semi = Int32Array.from(number);
  const idom = new Int32Array(size).fill(-1);
  const forest = new Forest(size, semi);
  const bucket: number[][] = Array.from({ length: size }, () => []);
  for (let k = order.length - 1; k > 0; k--) {
    const at = order[k] ?? 0;
    const above = parent[at] ?? 0;
    for (const from of before[at] ?? []) {
      const least = semi[forest.least(from)] ?? 0;
      if (least < (semi[at] ?? 0)) semi[at] = least;
    }
    bucket[order[semi[at] ?? 0] ?? 0]?.push(at);
    forest.link(above, at);
    for (const waiting of bucket[above] ?? []) {
      const least = forest.least(waiting);
      idom[waiting] = (semi[least] ?? 0) < (semi[waiting] ?? 0) ? least : above;
    }
    bucket[above] = [];
  }
  for (const at of order.slice(1)) {
    if (idom[at] !== order[semi[at] ?? 0]) idom[at] = idom[idom[at] ?? 0] ?? -1;
  }
  return idom;
}

/** Whether every path from the root to `at` passes `through`. Nothing that cannot be reached is dominated. */
export function isDominated(idom: Int32Array, root: number, at: number, through: number): boolean {
  if (at !== root && idom[at] === -1) return false;
  for (let place = at; place !== -1; place = place === root ? -1 : (idom[place] ?? -1)) {
    if (place === through) return true;
  }
  return false;
}

function depthFirst(next: readonly (readonly number[])[], root: number) {
  const number = new Int32Array(next.length).fill(-1);
  const parent = new Int32Array(next.length).fill(-1);
  const order: number[] = [];
  const walk: { at: number; k: number }[] = [];
  const open = (at: number) => {
    number[at] = order.length;
    order.push(at);
    walk.push({ at, k: 0 });
  };
  open(root);
  for (let frame = walk.at(-1); frame; frame = walk.at(-1)) {
    const to = next[frame.at]?.[frame.k++];
    if (to === undefined) walk.pop();
    else if (number[to] === -1) {
      parent[to] = frame.at;
      open(to);
    }
  }
  return { order, number, parent };
}

function predecessors(next: readonly (readonly number[])[], number: Int32Array): number[][] {
  const before: number[][] = next.map(() => []);
  next.forEach((targets, from) => {
    if (number[from] !== -1) for (const to of targets) before[to]?.push(from);
  });
  return before;
}

/** The tree built so far, with each place's ancestor of the least semidominator. */
class Forest {
  readonly #ancestor: Int32Array;
  readonly #label: Int32Array;
  readonly #semi: Int32Array;

  constructor(size: number, semi: Int32Array) {
    this.#ancestor = new Int32Array(size).fill(-1);
    this.#label = Int32Array.from({ length: size }, (_, at) => at);
    this.#semi = semi;
  }

  link(above: number, at: number): void {
    this.#ancestor[at] = above;
  }

  least(at: number): number {
    if (this.#ancestor[at] === -1) return at;
    const path: number[] = [];
    for (let place = at; this.#ancestor[this.#ancestor[place] ?? 0] !== -1; place = this.#ancestor[place] ?? 0) {
      path.push(place);
    }
    for (let place = path.pop(); place !== undefined; place = path.pop()) this.#compress(place);
    return this.#label[at] ?? at;
  }

  #compress(at: number): void {
    const above = this.#ancestor[at] ?? 0;
    const [own, theirs] = [this.#label[at] ?? 0, this.#label[above] ?? 0];
    if ((this.#semi[theirs] ?? 0) < (this.#semi[own] ?? 0)) this.#label[at] = theirs;
    this.#ancestor[at] = this.#ancestor[above] ?? -1;
  }
}
