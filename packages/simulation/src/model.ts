import { compile, textHash } from '@suivi/compiler';
import { configOf, type NodeDefinition, nodeDefinition } from '@suivi/nodes';
import type { CalendarYear, Diagnostic, Exit, Journey, Locale, NodeId, Op, Plan } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { isZone } from '@suivi/schema/zones';

/** A node of a journey with the definition that gives it its words. */
export interface ModelNode {
  id: NodeId;
  definition: NodeDefinition;
  config: Record<string, unknown>;
}

/** A journey made ready to be run as often as one likes. */
export interface Model {
  journey: Journey;
  diagnostics: Diagnostic[];
  /** Absent while the journey has errors: then nothing can run. */
  plan?: Plan;
  nodes: Map<NodeId, ModelNode>;
  /** The texts for patients by the hash by which a plan names them. */
  texts: Map<string, string>;
  /** Years of work-day calendars that are known. */
  calendars: readonly CalendarYear[];
}

/**
 * Compiles a journey and gathers what a plan leaves out: words and texts.
 * @param calendars the years of work-day calendars that are known: those of mainland China unless others are given.
 */
export function modelOf(journey: Journey, calendars: readonly CalendarYear[] = cnWorkdays): Model {
  const { diagnostics, plan } = compile(journey, 'draft', { isZone, calendars: byName(calendars) });
  const nodes = new Map<NodeId, ModelNode>();
  const texts = new Map<string, string>();
  for (const [id, node] of Object.entries(journey.nodes)) {
    const definition = nodeDefinition(node.type);
    if (!definition) continue;
    const config = configOf(node);
    nodes.set(id, { id, definition, config });
    for (const { text } of definition.patientText(config)) texts.set(textHash(text), text);
  }
  return { journey, diagnostics, ...(plan ? { plan } : {}), nodes, texts, calendars };
}

function byName(years: readonly CalendarYear[]): Record<string, CalendarYear[]> {
  const calendars: Record<string, CalendarYear[]> = {};
  for (const year of years) calendars[year.calendar] = [...(calendars[year.calendar] ?? []), year];
  return calendars;
}

/** What a node answers where nothing real may happen. */
export const simulatedOutcome = (model: Model, node: NodeId): string => {
  const known = model.nodes.get(node);
  return known ? known.definition.simulate(known.config).outcome : 'done';
};

/** A port as a person reads it. */
export function portWords(model: Model, node: NodeId, port: string, locale: Locale): string {
  const known = model.nodes.get(node);
  return known ? known.definition.portLabel(known.config, port, locale) : port;
}

/** A way out of a node that a trace can tell. */
export interface WayOut extends Exit {
  node: NodeId;
  /** Time ran out while something else was waited for: nobody answered, nothing came. */
  timeout: boolean;
  /** Leads on inside its own node (an escalation): the row of its time-out names no port. */
  inside: boolean;
}

/** The ways out of all nodes, found in instructions of any kind; none twice. */
export function waysOut(plan: Plan): WayOut[] {
  const found = new Map<string, WayOut>();
  const keep = (node: NodeId, value: unknown, waits: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isExit(value)) {
      const timeout = waits && 'deadline' in value;
      const inside = plan.ops[value.to]?.node === node && value.to !== node;
      if (!inside || timeout) {
        found.set(`${node} ${value.port} ${timeout}`, { node, port: value.port, to: value.to, timeout, inside });
      }
    }
    for (const [key, part] of Object.entries(value)) if (key !== 'with' && key !== 'if') keep(node, part, waits);
  };
  for (const op of Object.values(plan.ops)) keep(op.node, op, waitsForMore(op));
  for (const rule of [...plan.goals, ...plan.guards]) keep(rule.node, rule.next, false);
  return [...found.values()];
}

/** Whether a deadline of this instruction is the end of waiting for something else, and not what is waited for. */
const waitsForMore = (op: Op): boolean =>
  op.op === 'act' || (op.op === 'wait' && (op.events.length > 0 || op.when !== undefined));

const isExit = (value: object): value is Exit =>
  'port' in value && 'to' in value && typeof value.port === 'string' && typeof value.to === 'string';

/** The outcomes at which a journey can end. */
export function outcomesOf(plan: Plan): string[] {
  const ends = Object.values(plan.ops).flatMap((op: Op) => (op.op === 'end' ? [op.outcome] : []));
  return [...new Set([...ends, ...plan.exits.map(({ outcome }) => outcome)])];
}
