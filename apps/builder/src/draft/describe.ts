import { nodeDefinition } from '@suivi/nodes';
import { type DraftCommand, type Journey, type Locale, pickText, type SingleCommand } from '@suivi/schema';
import type { Say } from '../words/words.ts';

type Verb = 'add' | 'remove' | 'edit' | 'rename' | 'move' | 'connect' | 'disconnect' | 'settings';

const VERBS: Record<SingleCommand['do'], Verb> = {
  addNode: 'add',
  removeNode: 'remove',
  setConfig: 'edit',
  renameNode: 'rename',
  moveNodes: 'move',
  connect: 'connect',
  disconnect: 'disconnect',
  setTitle: 'settings',
  setDescription: 'settings',
  setZone: 'settings',
};

const OPPOSITE: Partial<Record<Verb, Verb>> = {
  add: 'remove',
  remove: 'add',
  connect: 'disconnect',
  disconnect: 'connect',
};

/** The part of a batch that a person would name it by: nodes before wires before places. */
const WEIGHT: Verb[] = ['add', 'remove', 'edit', 'rename', 'settings', 'connect', 'disconnect', 'move'];

/**
 * Names an edit: "添加 企微消息". With `inverse`, the command is the one that takes the edit back, as the history
 * holds it, and the edit itself is named.
 */
export function describe(command: DraftCommand, doc: Journey, say: Say, locale: Locale, inverse = false): string {
  const steps = command.do === 'batch' ? command.of : [command];
  const [main] = [...steps].sort((a, b) => WEIGHT.indexOf(VERBS[a.do]) - WEIGHT.indexOf(VERBS[b.do]));
  if (!main) return '';
  const verb = inverse ? (OPPOSITE[VERBS[main.do]] ?? VERBS[main.do]) : VERBS[main.do];
  return say(`edit.${verb}`, { what: subject(main, doc, locale) }).trim();
}

function subject(command: SingleCommand, doc: Journey, locale: Locale): string {
  if (!('id' in command)) return '';
  const node = command.do === 'addNode' ? command.node : doc.nodes[command.id];
  if (!node) return '';
  return pickText(node.name, locale) || (nodeDefinition(node.type)?.title(locale) ?? node.type);
}
