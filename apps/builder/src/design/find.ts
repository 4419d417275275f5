/** The ids whose texts hold every word of the query, in the given order. */
export function findInJourney(ids: readonly string[], query: string, texts: (id: string) => string[]): string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return ids.filter((id) => {
    const all = texts(id).join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
