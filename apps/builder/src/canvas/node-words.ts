import { configOf, nodeDefinition } from '@suivi/nodes';
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
  return nodeDefinition(node.type)?.summary(configOf(node), locale);
}

/** The name of a port of this node: the config's own, such as an outcome of a to-do, or a word of its type. */
export function portLabel(node: JourneyNode, port: string, locale: Locale): string {
  return nodeDefinition(node.type)?.portLabel(configOf(node), port, locale) ?? port;
}
