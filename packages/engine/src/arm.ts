import type { SplitOp } from '@suivi/schema';

/** The arm of a patient: by a hash of split and patient, so that it needs no memory and is the same everywhere. */
export function armOf({ node, arms }: SplitOp, patient: string): SplitOp['arms'][number] {
  const total = arms.reduce((sum, arm) => sum + arm.weight, 0);
  let left = shareOf(`${node}/${patient}`) * total;
  for (const arm of arms) {
    left -= arm.weight;
    if (left < 0) return arm;
  }
  const last = arms.at(-1);
  if (!last) throw new Error(`the split ${node} has no arms`);
  return last;
}

/** A number from 0 up to, not including, 1 that is the same for the same key on every machine, and evenly spread. */
export const shareOf = (key: string): number => hash(key) / 2 ** 32;

/** FNV-1a over UTF-16 units with a final avalanche (murmur3): evenly spread, and a few lines on every machine. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
