import type { Came, Decision, Journey, Mover, NodeId, Plan, RunStep, RunView, WaitedFor, WhyView } from '@suivi/schema';
import { reachable, waysTo } from './drawn-ways.ts';
import { type Visit, visitsIn } from './visits-in.ts';

/** What the question is asked of: rows of one run, and what its version drew and compiled. */
export interface Evidence {
  run: Pick<RunView, 'steps' | 'outcome' | 'number'>;
  document: Pick<Journey, 'nodes' | 'wires'>;
  plan: Pick<Plan, 'ops' | 'exits' | 'goals' | 'guards'>;
}

/** Why a run is at a node, or is not. Answered from its rows alone: nothing is guessed from how things look today. */
export function why(evidence: Evidence, node: NodeId): WhyView {
  const { document, run } = evidence;
  if (!document.nodes[node]) return { node, answer: 'not-in-version', number: run.number };
  const visits = visitsIn(run.steps);
  const own = visits.filter((visit) => visit.node === node);
  const last = own.findLast((visit) => visit.over === undefined) ?? own.at(-1);
  return { node, ...(last ? whyVisit(evidence, last, visits) : whyNever(evidence, node, visits)) };
}

type Answer = WhyView extends infer V ? (V extends WhyView ? Omit<V, 'node'> : never) : never;

function whyVisit(evidence: Evidence, visit: Visit, visits: readonly Visit[]): Answer {
  const { since, over } = visit;
  const came = howItCame(evidence, visit);
  const decision = decisionBefore(evidence, visit);
  const led = { came, ...(decision ? { decision } : {}) };
  if (!over) {
    const held = visit.rows.findLast((row) => row.kind === 'held' || row.kind === 'waiting' || row.kind === 'deferred');
    return {
      answer: 'here',
      since,
      visit: visit.visit,
      ...led,
      waits: waitedFor(evidence, visit),
      ...(held?.kind === 'held' ? { held: held.by ?? '' } : {}),
    };
  }
  if (over.kind === 'left')
    return { answer: 'ended-here', at: over.at, outcome: over.by ?? '', ...led, ...endedBy(over) };
  if (over.kind === 'moved' || over.kind === 'joined') {
    return { answer: 'moved-on', since, at: over.at, came, ...movedTo(over, visits, visit), ...moverOf(over) };
  }
  const on = decisionOf(evidence, over);
  return { answer: 'went-on', since, at: over.at, port: over.port ?? '', ...led, ...(on ? { on } : {}) };
}

/** Never there: what stood in the way at the nearest place of the drawn way that the run did come to. */
function whyNever(evidence: Evidence, node: NodeId, visits: readonly Visit[]): Answer {
  const { document, plan, run } = evidence;
  const rule = rulesOf(plan).find((candidate) => candidate.node === node);
  if (rule) {
    return {
      answer: 'rule-silent',
      events: rule.on ? [rule.on.type] : [],
      ...(rule.when ? { condition: rule.when } : {}),
    };
  }
  const open = visits.filter((visit) => visit.over === undefined);
  const still = open.some((visit) => reachable(document, visit.node).has(node));
  const ways = waysTo(document, node, new Set(visits.map((visit) => visit.node)));
  // Where the run still is comes first; else the place that it came to last.
  const chosen = open.findLast(({ node: at }) => ways.has(at)) ?? visits.findLast(({ node: at }) => ways.has(at));
  if (!chosen) return { answer: 'no-way' };
  const wanted = ways.get(chosen.node) ?? [];
  const { over } = chosen;
  if (!over) return { answer: 'not-yet', at: chosen.node, wanted, waits: waitedFor(evidence, chosen) };
  if (over.kind === 'left') {
    return {
      answer: 'ended-before',
      at: chosen.node,
      when: over.at,
      outcome: over.by ?? run.outcome ?? '',
      ...endedBy(over),
    };
  }
  if (over.kind === 'moved' || over.kind === 'joined') {
    const end = run.steps.at(-1);
    const taken = moverOf(over);
    if (taken.by !== 'operator' && end?.kind === 'left') {
      return { answer: 'ended-before', at: chosen.node, when: over.at, outcome: end.by ?? '', mover: taken };
    }
    return { answer: 'moved-past', at: chosen.node, when: over.at, still, ...movedTo(over, visits, chosen), ...taken };
  }
  const decision = decisionOf(evidence, over);
  return decision ? { answer: 'other-way', decision, wanted, still } : { answer: 'no-way' };
}

function howItCame({ run, document, plan }: Evidence, visit: Visit): Came {
  const index = run.steps.indexOf(visit.first);
  const before = run.steps.slice(0, index);
  const wires = Object.values(document.wires).filter((wire) => wire.to === visit.node);
  const cause = before.findLast(
    (row) =>
      (row.kind === 'moved' && row.by === 'operator' && row.detail?.to === visit.node) ||
      (row.port !== undefined && wires.some((wire) => wire.from === row.node && wire.port === row.port)),
  );
  const isRule = rulesOf(plan).some(({ node }) => node === visit.node);
  if (cause?.kind === 'moved') return { how: 'moved', from: cause.node, ...moverOf(cause) };
  if (cause?.port !== undefined && !isRule) return { how: 'wire', from: cause.node, port: cause.port };
  if (isRule) return { how: 'rule' };
  return index === 0 ? { how: 'enrolled' } : lastExit(before);
}

/** A port that is left open leads where its fallback does, so no wire names it: the row before is the cause then. */
function lastExit(before: readonly RunStep[]): Came {
  const row = before.findLast((candidate) => candidate.port !== undefined);
  return row?.port === undefined ? { how: 'enrolled' } : { how: 'wire', from: row.node, port: row.port };
}

/** The last fork that the run came by before a visit: a branch, or any node with several ports. */
function decisionBefore(evidence: Evidence, visit: Visit): Decision | undefined {
  const { steps } = evidence.run;
  const before = steps.slice(0, steps.indexOf(visit.first));
  const fork = before.findLast(
    (row) => row.kind === 'branched' || (row.port !== undefined && portsOf(evidence, row.node) > 1),
  );
  return fork && decisionOf(evidence, fork);
}

const portsOf = ({ document }: Evidence, node: NodeId): number =>
  Object.values(document.wires).filter((wire) => wire.from === node).length;

function decisionOf({ plan }: Evidence, row: RunStep): Decision | undefined {
  if (row.port === undefined) return undefined;
  const cases = opsOf(plan, row.node).flatMap((op) => {
    if (op.op === 'branch') return op.cases.map(({ port, if: condition }) => ({ port, if: condition }));
    return op.op === 'wait' && op.when ? [{ port: op.when.port, if: op.when.if }] : [];
  });
  const values = row.detail?.values;
  return {
    node: row.node,
    visit: row.visit,
    at: row.at,
    took: row.port,
    ...(row.by === undefined ? {} : { by: row.by }),
    ...(typeof values === 'object' && values !== null ? { values: values as Record<string, unknown> } : {}),
    ...(cases.length > 0 ? { cases } : {}),
  };
}

/** What ends the visit that is open: as its version says, and until when as its last row says. */
function waitedFor({ plan }: Evidence, visit: Visit): WaitedFor {
  const waiting = visit.rows.findLast(({ kind }) => kind === 'waiting' || kind === 'deferred' || kind === 'acting');
  const ops = opsOf(plan, visit.node);
  const events = ops.flatMap((op) => (op.op === 'wait' ? op.events.map(({ type }) => type) : []));
  const when = ops.flatMap((op) => (op.op === 'wait' && op.when ? [op.when.if] : []))[0];
  const person = ops.some((op) => op.op === 'act' && op.pending !== undefined);
  return {
    ...(waiting?.until === undefined ? {} : { until: waiting.until }),
    events: [...new Set(events)],
    ...(when ? { condition: when } : {}),
    ...(person ? { person: true } : {}),
  };
}

const opsOf = (plan: Evidence['plan'], node: NodeId) => Object.values(plan.ops).filter((op) => op.node === node);

const rulesOf = ({ exits, goals, guards }: Evidence['plan']) => [...exits, ...goals, ...guards];

const MOVERS = ['operator', 'rule', 'goal', 'join', 'trial'] as const;

function moverOf(row: RunStep): Mover {
  const by = row.kind === 'left' ? row.detail?.exit : row.by;
  const reason = row.detail?.reason;
  return {
    by: MOVERS.find((mover) => mover === by) ?? 'end',
    ...(row.who === undefined ? {} : { who: row.who }),
    ...(typeof reason === 'string' && reason !== '' ? { reason } : {}),
  };
}

const endedBy = (row: RunStep): { mover?: Mover } => (row.detail?.exit === undefined ? {} : { mover: moverOf(row) });

/** Where a run was moved to: what the operator asked for, else where it came next. */
function movedTo(row: RunStep, visits: readonly Visit[], from: Visit): { to?: NodeId } {
  const asked = row.detail?.to;
  const next = visits.find((visit) => visit.index > from.index && visit.since >= row.at)?.node;
  const to = typeof asked === 'string' ? asked : next;
  return to === undefined ? {} : { to };
}
