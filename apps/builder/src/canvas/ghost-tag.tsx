import { useSay } from '../words/words.ts';

/** A node that the newest version does not have any more. */
export function GhostTag({ version }: { version: number }) {
  const say = useSay();
  return <span className="tag ghosttag">{say('people.ghost', { number: version })}</span>;
}
