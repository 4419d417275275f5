/** Edits that somebody is still typing. They must reach the draft before it is saved, undone or published. */
const open = new Set<() => void>();

export function registerTyping(commit: () => void): () => void {
  open.add(commit);
  return () => open.delete(commit);
}

/** Commits every half-typed text now. */
export function finishTyping(): void {
  for (const commit of [...open]) commit();
}
