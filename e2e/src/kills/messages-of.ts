import type { StepRow } from '@suivi/runtime/src/feed/count-rows.ts';
import type { FeedJourney } from '@suivi/runtime/src/feed/settings.ts';
import { acceptedMessages } from '../story/sandbox.ts';

/** Texts by journey and node. */
function textsOf(journeys: readonly FeedJourney[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { key, document } of journeys) {
    for (const [id, { type, config }] of Object.entries(document.nodes)) {
      if (type === 'message' && typeof config.text === 'string') texts.set(`${key} ${id}`, config.text);
    }
  }
  return texts;
}

/**
 * What each patient should have in their chat, one line per patient, from the rows of the driver. Patients are told by
 * what they got: the sandbox knows chats and no labels.
 */
export function messagesIn(steps: readonly StepRow[], journeys: readonly FeedJourney[]): string[] {
  const texts = textsOf(journeys);
  const sent = steps.filter(({ kind, journey, node }) => kind === 'acted' && texts.has(`${journey} ${node}`));
  return linesOf(sent.map(({ patient, journey, node }) => [patient, texts.get(`${journey} ${node}`) ?? '']));
}

/** The same from the sandbox's own record, which never deduplicates; messages of other journeys are left out. */
export async function messagesAt(sandboxUrl: string, journeys: readonly FeedJourney[]): Promise<string[]> {
  const ours = new Set(textsOf(journeys).values());
  const accepted = (await acceptedMessages(sandboxUrl)).filter(({ text }) => ours.has(text));
  return linesOf(accepted.map(({ touser, text }) => [touser, text]));
}

function linesOf(messages: readonly (readonly [who: string, text: string])[]): string[] {
  const chats = new Map<string, string[]>();
  for (const [who, text] of messages) chats.set(who, [...(chats.get(who) ?? []), text]);
  return [...chats.values()].map((texts) => texts.sort().join('\n')).sort();
}
