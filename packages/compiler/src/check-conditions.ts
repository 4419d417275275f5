import {
  comparable,
  type Diagnostic,
  EVENT_CATALOG,
  type EventMatch,
  leavesOf,
  type NodeId,
  type Source,
  type Trigger,
  type Words,
} from '@suivi/schema';
import { fieldWith, type KnownNode } from './check-nodes.ts';
import { patientFields } from './fields-read.ts';
import { conditionsOf, type Placed } from './known-conditions.ts';
import type { Lowered } from './lower.ts';
import { variablesMatched } from './variables-read.ts';

type Leaf = ReturnType<typeof leavesOf>[number];

const SOURCE_NAMES: Record<Source, Words> = {
  event: { zh: '正在发生的事件', en: 'the event that comes in' },
  entry: { zh: '入组事件', en: 'the entry event' },
  last: { zh: '最近事件', en: 'the last event' },
  variable: { zh: '变量', en: 'variables' },
  patient: { zh: '患者资料', en: 'the patient’s record' },
};

/** Looks at what the conditions of a journey look at: allowed there, ever set, of like units, able to change. */
export function checkConditions(
  known: Map<NodeId, KnownNode>,
  lowered: Lowered,
  entry: NodeId | undefined,
  trigger: Trigger | undefined,
  units: ReadonlyMap<string, string> = new Map(),
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const entered = trigger?.on === 'event' ? trigger.event : undefined;
  const set = variablesSet(known, lowered);
  const tell = (
    node: NodeId,
    finding: Pick<Diagnostic, 'code' | 'params'>,
    severity: Diagnostic['severity'] = 'error',
  ) => diagnostics.push({ ...finding, severity, node, ...fieldWith(known.get(node), ['condition', 'cases']) });
  const placedConditions = conditionsOf(lowered, entry, trigger);
  const ownUnits = unitsUsed(placedConditions, units);
  for (const placed of placedConditions) {
    for (const leaf of leavesOf(placed.condition)) {
      const finding =
        sourceFinding(placed, leaf) ??
        variableFinding(leaf, set) ??
        unitFinding(placed, leaf, entered) ??
        fieldUnitFinding(leaf, ownUnits);
      if (finding) tell(placed.node, finding);
    }
  }
  for (const { node, variable } of set ? variablesToMatch(lowered) : []) {
    if (!set?.has(variable)) tell(node, { code: 'VARIABLE_NEVER_SET', params: { variable } });
  }
  for (const node of waitingInVain(lowered)) tell(node, { code: 'CONDITION_NEVER_CHANGES', params: {} });
  return onePerNode(diagnostics);
}

type Finding = Pick<Diagnostic, 'code' | 'params'> | undefined;

function sourceFinding({ sources }: Placed, { from = 'event' }: Leaf): Finding {
  return sources.includes(from) ? undefined : { code: 'CONDITION_SOURCE', params: { source: SOURCE_NAMES[from] } };
}

function variableFinding({ from, field }: Leaf, set: Set<string> | undefined): Finding {
  const variable = field.split('.')[0] ?? field;
  if (from !== 'variable' || !set || set.has(variable)) return undefined;
  return { code: 'VARIABLE_NEVER_SET', params: { variable } };
}

/** The variables that some step sets; undefined while a step cannot be lowered, since that one may set them. */
function variablesSet(known: Map<NodeId, KnownNode>, { nodes, ops }: Lowered): Set<string> | undefined {
  if (nodes.size < known.size) return undefined;
  return new Set(Object.values(ops).flatMap((op) => (op.op === 'set' ? op.set.map(({ variable }) => variable) : [])));
}

function unitFinding({ event }: Placed, leaf: Leaf, entered: string | undefined): Finding {
  const { from = 'event', field } = leaf;
  const type = from === 'event' ? event : from === 'entry' ? entered : undefined;
  const kind = type === undefined ? undefined : EVENT_CATALOG[type];
  const units = kind?.units?.[field];
  if (!kind || !units || leaf.op !== 'compare') return undefined;
  const params = { field: kind.fields[field] ?? field, units: units.join(' / ') };
  if (leaf.unit === undefined) return { code: 'UNIT_MISSING', params };
  return units.includes(leaf.unit) ? undefined : { code: 'UNIT_UNLIKE', params: { ...params, unit: leaf.unit } };
}

/** The unit of each field of the patient: the organization's, else that of the first comparison. */
function unitsUsed(placed: readonly Placed[], units: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const used = new Map(units);
  for (const leaf of placed.flatMap(({ condition }) => leavesOf(condition))) {
    if (leaf.from !== 'patient' || leaf.op !== 'compare' || leaf.unit === undefined) continue;
    if (!used.has(leaf.field)) used.set(leaf.field, leaf.unit);
  }
  return used;
}

function fieldUnitFinding(leaf: Leaf, units: ReadonlyMap<string, string>): Finding {
  if (leaf.from !== 'patient' || leaf.op !== 'compare' || leaf.unit === undefined) return undefined;
  const own = units.get(leaf.field);
  if (own === undefined || comparable(own, leaf.unit)) return undefined;
  return { code: 'UNIT_UNLIKE', params: { field: leaf.field, units: own, unit: leaf.unit } };
}

/** The variables by which waits and rules tell that an event is about the same thing. */
function variablesToMatch({ ops, exits, goals, guards }: Lowered): { node: NodeId; variable: string }[] {
  const named = (node: NodeId, matches: readonly EventMatch[]) =>
    matches.flatMap(variablesMatched).map((variable) => ({ node, variable }));
  return [
    ...Object.values(ops).flatMap((op) => (op.op === 'wait' ? named(op.node, op.events) : [])),
    ...[...exits, ...goals, ...guards].flatMap(({ node, on }) => (on ? named(node, [on]) : [])),
  ];
}

/** Waits and rules look again only when a field of the patient changes. */
function waitingInVain({ ops, exits, goals, guards }: Lowered): NodeId[] {
  const waits = Object.values(ops).flatMap((op) =>
    op.op === 'wait' && op.when && patientFields(op.when.if).length === 0 ? [op.node] : [],
  );
  const rules = [...exits, ...goals, ...guards].flatMap(({ node, when }) =>
    when && patientFields(when).length === 0 ? [node] : [],
  );
  return [...waits, ...rules];
}

/** The same finding about two rows of one condition is mended in one place. */
function onePerNode(diagnostics: Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ node, code, params }) => {
    const key = JSON.stringify([node, code, params]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
