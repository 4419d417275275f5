import { type Journey, LOCALES, type NodeId, pickText, type Words } from '@suivi/schema';
import { type ReadNode, readNodes, typeTitle } from './read-node.ts';

/**
 * What each node is called where people read about it: by its own name, else by its type. Two nodes that would be
 * called the same in either language have their ids beside it.
 */
export function nodeNames(
  journey: Pick<Journey, 'nodes'>,
  nodes: Map<NodeId, ReadNode> = readNodes(journey),
): Map<NodeId, Words> {
  const plain = new Map([...nodes].map(([id, node]) => [id, plainName(node)]));
  const counts = new Map<string, number>();
  for (const name of plain.values()) {
    for (const locale of LOCALES) {
      const key = `${locale} ${name[locale]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const shared = (name: Words) => LOCALES.some((locale) => (counts.get(`${locale} ${name[locale]}`) ?? 0) > 1);
  return new Map(
    [...plain].map(([id, name]) => [id, shared(name) ? { zh: `${name.zh} ${id}`, en: `${name.en} ${id}` } : name]),
  );
}

/** A name that somebody gave in one language only stands in the other one too. */
function plainName(read: ReadNode): Words {
  const title = typeTitle(read);
  return { zh: pickText(read.node.name, 'zh') || title.zh, en: pickText(read.node.name, 'en') || title.en };
}
