import { type Journey, type Locale, type NodeId, type PortId, pickText } from '@suivi/schema';
import { titleOf } from './diff-promises.ts';
import { type FlowOrder, flowOrder } from './flow-order.ts';
import { opsOf, type RuleKind, ruleKind } from './node-meaning.ts';
import { nodeNames } from './node-names.ts';
import { portName, type ReadNode, readNodes, typeTitle } from './read-node.ts';
import { detailsOf, type SopDetail } from './sop-details.ts';

/** A journey written out as numbered steps, in one language. */
export interface Sop {
  locale: Locale;
  title: string;
  description: string;
  zone: string;
  /** Numbered through from 1: first the steps, then the rules for the whole journey, then what nothing leads to. */
  steps: SopStep[];
  rules: SopStep[];
  loose: SopStep[];
  /** What the journey promises about every patient: the titles. */
  promises: string[];
}

export interface SopStep {
  number: number;
  /** The id on the canvas. */
  node: NodeId;
  name: string;
  /** The name of the node's type. */
  title: string;
  /** What it does; absent where a quoted text says it, and in a draft that is not complete. */
  summary?: string;
  /** The texts that the patient gets, in full. */
  texts: string[];
  /** Fields that neither the summary nor a text says. */
  details: SopDetail[];
  exits: SopExit[];
  /** What a rule for the whole journey does. */
  rule?: RuleKind;
  /** The journey ends here, or only the track that this step is part of. */
  ends?: 'journey' | 'track';
}

export interface SopExit {
  port: PortId;
  label: string;
  /** How it is taken: as the only one, by what happens, by lot, or beside the others. */
  by: 'only' | 'case' | 'lot' | 'track';
  /** Numbers of the steps that it leads to; empty where it is not drawn. */
  to: number[];
  /** Label of the port that is taken in its place where it is not drawn. */
  as?: string;
}

/** Writes a journey out. Pure and total, for drafts too. */
export function sopOf(journey: Journey, locale: Locale): Sop {
  const nodes = readNodes(journey);
  const names = nodeNames(journey, nodes);
  const order = flowOrder(journey, nodes);
  const numbers = new Map(everything(order).map((id, at) => [id, at + 1]));
  const targets = targetsOf(journey, numbers);
  const stepsOf = (ids: readonly NodeId[]): SopStep[] =>
    ids.flatMap((id) => {
      const read = nodes.get(id);
      if (!read) return [];
      const place = { number: numbers.get(id) ?? 0, node: id, name: names.get(id)?.[locale] ?? id };
      return [{ ...place, ...written(read, locale), ...ways(read, targets, locale) }];
    });
  return {
    locale,
    title: pickText(journey.title, locale),
    description: pickText(journey.description, locale),
    zone: journey.zone,
    steps: stepsOf(order.steps),
    rules: stepsOf(order.rules),
    loose: stepsOf(order.loose),
    promises: (journey.promises ?? []).map((promise) => titleOf(promise)[locale]),
  };
}

const everything = ({ steps, rules, loose }: FlowOrder): NodeId[] => [...steps, ...rules, ...loose];

function written(read: ReadNode, locale: Locale): Pick<SopStep, 'title' | 'summary' | 'texts' | 'details'> {
  const texts = (read.definition?.patientText(read.config) ?? []).map(({ text }) => text);
  // A text is quoted in full: its summary would say it once more, in one line.
  const summary = texts.length === 0 ? read.definition?.summary(read.config, locale) : undefined;
  return {
    title: typeTitle(read)[locale],
    ...(summary === undefined ? {} : { summary }),
    texts,
    details: detailsOf(read, [summary ?? '', ...texts], locale),
  };
}

type Targets = Map<NodeId, Map<PortId, number[]>>;

function targetsOf({ wires }: Journey, numbers: Map<NodeId, number>): Targets {
  const targets: Targets = new Map();
  for (const { from, port, to } of Object.values(wires)) {
    const number = numbers.get(to);
    if (number === undefined) continue;
    const ports = targets.get(from) ?? new Map<PortId, number[]>();
    ports.set(
      port,
      [...(ports.get(port) ?? []), number].sort((a, b) => a - b),
    );
    targets.set(from, ports);
  }
  return targets;
}

function ways(read: ReadNode, targets: Targets, locale: Locale): Pick<SopStep, 'exits' | 'rule' | 'ends'> {
  const drawn = targets.get(read.id);
  const ops = opsOf(read);
  const rule = ruleKind(read);
  const end = ops.find((op) => op.op === 'end');
  const first = ops[0]?.op;
  const many = first === 'fork' ? 'track' : first === 'split' ? 'lot' : 'case';
  return {
    exits: read.ports.map(({ id, fallback }): SopExit => {
      const to = drawn?.get(id) ?? [];
      const as = to.length === 0 && fallback !== undefined ? { as: portName(read, fallback)[locale] } : {};
      return { port: id, label: portName(read, id)[locale], by: read.ports.length === 1 ? 'only' : many, to, ...as };
    }),
    ...(rule ? { rule } : {}),
    ...(end && read.ports.length === 0 ? { ends: end.track ? 'track' : 'journey' } : {}),
  };
}
