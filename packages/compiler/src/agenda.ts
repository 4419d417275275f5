interface Entry<T> {
  at: number;
  item: T;
}

/** What to look at next, the smallest number first (binary heap): keeps Dijkstra near-linear on wide journeys. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = [];

  add(at: number, item: T): void {
    const heap = this.#heap;
    let place = heap.length;
    for (let parent = above(place); place > 0; parent = above(place)) {
      const entry = heap[parent];
      if (!entry || entry.at <= at) break;
      heap[place] = entry;
      place = parent;
    }
    heap[place] = { at, item };
  }

  /** Removes and returns the entry with the smallest number. */
  take(): Entry<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(sinking: Entry<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const smaller = right && left && right.at < left.at ? right : left;
      if (!smaller || smaller.at >= sinking.at) break;
      heap[place] = smaller;
      place = 2 * place + (smaller === left ? 1 : 2);
    }
    heap[place] = sinking;
  }
}

const above = (place: number): number => (place - 1) >> 1;
