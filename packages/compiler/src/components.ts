import { strong } from './strong.ts';

/** Strongly connected components of a graph of names, each after the components it leads to. */
export function components(ids: Iterable<string>, edges: (id: string) => string[]): string[][] {
  const index = new Map<string, number>();
  const names: string[] = [];
  const numberOf = (id: string): number => {
    const known = index.get(id);
    if (known !== undefined) return known;
    index.set(id, names.length);
    names.push(id);
    return names.length - 1;
  };
  const roots = [...ids].map(numberOf);
  const next: number[][] = [];
  for (let at = 0; at < names.length; at++) next.push(edges(names[at] ?? '').map(numberOf));
  const named = (at: number): string => names[at] ?? '';
  return strong(names.length, roots, (at) => next[at] ?? []).map((component) => component.map(named));
}
