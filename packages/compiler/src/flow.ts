import type { ActOp, Address, Condition, Exit, NodeId, Op, Plan, PortId, WaitOp } from '@suivi/schema';

/** What makes a run take a way out, as far as time is concerned. */
export type Cause =
  /** At the very instant of arrival. */
  | 'now'
  /** When the deadline has passed. */
  | 'deadline'
  /** At any time from the arrival to the deadline. */
  | 'until';

export interface Way {
  from: number;
  port: PortId;
  to: number;
  cause: Cause;
  /** That a date of the patient lay before the arrival. */
  past?: true;
  /** What holds when a run goes this way. */
  holds?: Condition;
  /** The type of the event that opens it. */
  event?: string;
}

/** What is drawn, as far as it could be lowered. */
export type Meaning = Pick<Plan, 'ops' | 'exits' | 'goals' | 'guards'> & {
  entry?: Address;
  trigger?: Plan['trigger'];
};

/** The instructions of a journey as a graph over numbers, which the analyses walk. */
export interface Flow {
  meaning: Meaning;
  addresses: readonly Address[];
  ops: readonly Op[];
  index: ReadonlyMap<Address, number>;
  /** The ways out of each instruction, as far as their targets exist. */
  out: readonly (readonly Way[])[];
  /** Steps with a way out that leads nowhere yet: what lies behind it is not known. */
  loose: ReadonlySet<number>;
  /** Where a run begins. */
  entry?: number;
  goals: readonly Root[];
  guards: readonly Root[];
}

/** Where a rule leads. */
export interface Root {
  node: NodeId;
  port: PortId;
  to: number;
}

export function flowOf(meaning: Meaning): Flow {
  const addresses = Object.keys(meaning.ops);
  const index = new Map(addresses.map((address, at): [Address, number] => [address, at]));
  const ops = Object.values(meaning.ops);
  const loose = new Set<number>();
  const out = ops.map((op, from): Way[] => {
    const ways: Way[] = [];
    eachWay(op, (exit, cause, more) => {
      const to = index.get(exit.to);
      if (to === undefined) loose.add(from);
      else ways.push({ from, port: exit.port, to, cause, ...more });
    });
    return ways;
  });
  const roots = (rules: readonly { node: NodeId; next: { port: PortId; to: Address } }[]): Root[] =>
    rules.flatMap(({ node, next }) => {
      const to = index.get(next.to);
      return to === undefined ? [] : [{ node, port: next.port, to }];
    });
  const entry = meaning.entry === undefined ? undefined : index.get(meaning.entry);
  return {
    meaning,
    addresses,
    ops,
    index,
    out,
    loose,
    ...(entry === undefined ? {} : { entry }),
    goals: roots(meaning.goals),
    guards: roots(meaning.guards),
  };
}

type Look = (exit: Exit, cause: Cause, more?: Pick<Way, 'past' | 'holds' | 'event'>) => void;

/** Every way out of an instruction with its cause: the one place that knows what each op does with time. */
function eachWay(op: Op, look: Look): void {
  switch (op.op) {
    case 'begin':
    case 'set':
    case 'join':
      return look(op.next, 'now');
    case 'act':
      return eachOutcome(op, look);
    case 'wait':
      return eachWaking(op, look);
    case 'branch':
      for (const exit of op.cases) look(exit, 'now', { holds: exit.if });
      if (op.unknown) look(op.unknown, 'now');
      return look(op.else, 'now');
    case 'split':
      for (const exit of op.arms) look(exit, 'now');
      return;
    case 'fork':
      for (const exit of op.tracks) look(exit, 'now');
      return;
    case 'repeat':
      look(op.again, 'now');
      return look(op.done, 'now');
    case 'end':
      return;
  }
}

/** An activity answers at the instant of its request, or it is pending and then an event brings the outcome. */
function eachOutcome(op: ActOp, look: Look): void {
  const cause: Cause = op.pending ? 'until' : 'now';
  for (const outcome in op.outcomes) {
    const exit = op.outcomes[outcome];
    if (exit) look(exit, cause);
  }
  look(op.next, cause);
  if (op.pending?.until) look(op.pending.until, 'deadline');
}

function eachWaking(op: WaitOp, look: Look): void {
  const deadline = op.until?.deadline;
  const dated = deadline !== undefined && 'date' in deadline;
  // The date may move into the past, or be emptied, while somebody waits for it.
  const turned: Cause = dated ? 'until' : 'now';
  if (op.until) look(op.until, 'deadline');
  for (const exit of op.events) look(exit, 'until', { event: exit.type });
  if (op.when) look(op.when, 'until', { holds: op.when.if });
  if (op.past) look(op.past, turned, dated ? { past: true } : undefined);
  if (op.missing) look(op.missing, turned);
}

/** Where each instruction leads, by number. */
export const targetsOf = (flow: Flow): number[][] => flow.out.map((ways) => ways.map(({ to }) => to));

/** Everything that some way leads to from these places, they included; `barred` ways are not taken. */
export function reachableFrom(flow: Flow, starts: Iterable<number>, barred?: (way: Way) => boolean): Set<number> {
  const seen = new Set(starts);
  for (const at of seen) {
    for (const way of flow.out[at] ?? []) if (!barred?.(way)) seen.add(way.to);
  }
  return seen;
}

/** All places where something begins: the entry, and the tracks of goals and guards. */
export const rootsOf = ({ entry, goals, guards }: Flow): number[] => [
  ...(entry === undefined ? [] : [entry]),
  ...[...goals, ...guards].map(({ to }) => to),
];
