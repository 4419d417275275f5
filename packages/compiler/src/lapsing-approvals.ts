import type { ApprovalNeed, Journey, Locale, NodeId, Words } from '@suivi/schema';
import { compile } from './compile.ts';
import { nodeNames } from './node-names.ts';

/** A text of the new journey that the signatures of the old one do not cover, and why. */
export interface LapsingApproval {
  node: NodeId;
  name: Words;
  /** The place of the text inside its node. */
  part: string;
  /** The text is new, says something else, or is the same and comes to patients in another way or at another time. */
  why: 'new' | 'text' | 'context';
}

/** The texts that have to be signed once more when one journey becomes another. Sorted by node. */
export function lapsingApprovals(from: Journey, to: Journey): LapsingApproval[] {
  const before = new Map(compile(from).needs.map((need) => [keyOf(need), need]));
  const names = nodeNames(to);
  return compile(to)
    .needs.flatMap((need): LapsingApproval[] => {
      const why = whyLapsed(before.get(keyOf(need)), need);
      const name = names.get(need.node) ?? { zh: need.node, en: need.node };
      return why ? [{ node: need.node, name, part: need.part, why }] : [];
    })
    .sort((a, b) => (a.node === b.node ? (a.part < b.part ? -1 : 1) : a.node < b.node ? -1 : 1));
}

const keyOf = ({ node, part }: ApprovalNeed): string => `${node} ${part}`;

function whyLapsed(then: ApprovalNeed | undefined, now: ApprovalNeed): LapsingApproval['why'] | undefined {
  if (!then) return 'new';
  if (then.contentHash !== now.contentHash) return 'text';
  return then.contextHash === now.contextHash ? undefined : 'context';
}

const WORDS: Record<LapsingApproval['why'], (name: Words) => Words> = {
  new: ({ zh, en }) => ({
    zh: `「${zh}」的文字是新的，还没有审核签署`,
    en: `The text of “${en}” is new and not signed yet`,
  }),
  text: ({ zh, en }) => ({
    zh: `「${zh}」的文字改了，原来的审核签署失效`,
    en: `The text of “${en}” has changed, so its approval lapses`,
  }),
  context: ({ zh, en }) => ({
    zh: `「${zh}」的文字没有改，但患者收到它的时机或条件改了，原来的审核签署失效`,
    en: `The text of “${en}” is the same, but when or on what condition it comes has changed, so its approval lapses`,
  }),
};

/** One sentence per text that has to be signed. */
export const lapsingProse = (lapsing: readonly LapsingApproval[], locale: Locale): string[] =>
  lapsing.map(({ why, name }) => WORDS[why](name)[locale]);
