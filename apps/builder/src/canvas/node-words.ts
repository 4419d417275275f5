import { nodeDefinition } from '@suivi/nodes';
import { type JourneyNode, type Locale, pickText } from '@suivi/schema';

/** What a node is called: its own name, else its type's title. */
export function nodeTitle(node: JourneyNode, locale: Locale): string {
  return pickText(node.name, locale) || (nodeDefinition(node.type)?.title(locale) ?? node.type);
}

/** What stands on the canvas: a pill that nobody named says what it does, and lists should call it the same. */
export function shownName(node: JourneyNode, locale: Locale): string {
  const isPill = nodeDefinition(node.type)?.shape === 'pill';
  return (isPill && !pickText(node.name, locale) && nodeSummary(node, locale)) || nodeTitle(node, locale);
}

/** What a node does, in words; undefined while its config is not complete. */
export function nodeSummary(node: JourneyNode, locale: Locale): string | undefined {
  return nodeDefinition(node.type)?.summary(node.config, locale);
}

/** The name of a port of this node: `port.next` of its words. */
export function portLabel(node: JourneyNode, port: string, locale: Locale): string {
  const key = `port.${port}`;
  const word = nodeDefinition(node.type)?.word(locale, key) ?? key;
  return word === key ? port : word;
}
