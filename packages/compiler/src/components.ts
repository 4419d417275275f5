/**
 * Strongly connected components (Tarjan), each after the components it leads to. Iterative, because a journey of
 * 2,000 nodes in a row would overflow a recursive walk.
 */
export function components(ids: Iterable<string>, edges: (id: string) => string[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  for (const root of ids) {
    if (index.has(root)) continue;
    const work: { at: string; next: string[] }[] = [];
    const open = (at: string) => {
      low.set(at, index.size);
      index.set(at, index.size);
      stack.push(at);
      onStack.add(at);
      work.push({ at, next: edges(at) });
    };
    open(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const to = frame.next.pop();
      if (to === undefined) {
        work.pop();
        const parent = work.at(-1);
        if (parent) low.set(parent.at, Math.min(low.get(parent.at) ?? 0, low.get(frame.at) ?? 0));
        if (low.get(frame.at) === index.get(frame.at)) found.push(popUntil(stack, onStack, frame.at));
      } else if (!index.has(to)) open(to);
      else if (onStack.has(to)) low.set(frame.at, Math.min(low.get(frame.at) ?? 0, index.get(to) ?? 0));
    }
  }
  return found;
}

function popUntil(stack: string[], onStack: Set<string>, last: string): string[] {
  const component: string[] = [];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    onStack.delete(at);
    component.push(at);
    if (at === last) break;
  }
  return component;
}
