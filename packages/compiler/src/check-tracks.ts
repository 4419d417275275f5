import type { Assignment, Diagnostic, NodeId, Op, Value, Words } from '@suivi/schema';
import { patientFields } from './fields-read.ts';
import { type Flow, reachableFrom, rootsOf } from './flow.ts';
import type { ForkRegion, TrackRegions } from './track-regions.ts';
import { variablesRead } from './variables-read.ts';

/** Parallel tracks come together or end, joins join something, and no two tracks fight over one value. */
export function checkTracks(
  flow: Flow,
  { forks }: TrackRegions,
  labels: { port(node: NodeId, port: string): Words; node(node: NodeId): Words },
): Diagnostic[] {
  return [
    ...strayJoins(flow, forks),
    ...forks.flatMap((region) => [
      ...endlessTracks(flow, region, labels.port),
      ...races(flow, region).map(({ other, ...race }): Diagnostic => {
        return { ...race, params: { ...race.params, other: labels.node(other) } };
      }),
    ]),
  ];
}

/** While a step cannot be lowered, it may be the fork. */
function strayJoins(flow: Flow, forks: readonly ForkRegion[]): Diagnostic[] {
  const joined = new Set(forks.flatMap(({ joins }) => [...joins]));
  const lived = reachableFrom(flow, rootsOf(flow));
  return flow.ops.flatMap((op, at): Diagnostic[] => {
    if (op.op !== 'join' || joined.has(at) || !lived.has(at) || flow.loose.size > 0) return [];
    return [{ code: 'JOIN_WITHOUT_FORK', severity: 'error', node: op.node, params: {} }];
  });
}

function endlessTracks(
  flow: Flow,
  { fork, tracks, joins }: ForkRegion,
  label: (node: NodeId, port: string) => Words,
): Diagnostic[] {
  const node = flow.ops[fork]?.node ?? '';
  return tracks.flatMap(({ port, members }): Diagnostic[] => {
    const places = [...members];
    const ends = places.some((at) => flow.ops[at]?.op === 'end' || flow.loose.has(at));
    const comes = places.length === 0 || places.some((at) => joins.has(at) || leadsInto(flow, at, joins));
    if (ends || comes) return [];
    return [{ code: 'FORK_TRACK_ENDLESS', severity: 'error', node, field: port, params: { port: label(node, port) } }];
  });
}

const leadsInto = (flow: Flow, at: number, joins: ReadonlySet<number>): boolean =>
  (flow.out[at] ?? []).some(({ to }) => joins.has(to));

interface Touch {
  node: NodeId;
  /** What is written: a value, or a sum that is added to. Absent for a look. */
  write?: { to: unknown } | { add: true };
}

type Race = Diagnostic & { other: NodeId };

/** What one track writes while another one writes something else to it, or looks at it. One finding per value and fork. */
function races(flow: Flow, { tracks }: ForkRegion): Race[] {
  const found: Race[] = [];
  const touched = tracks.map(({ members }) => touchesOf(flow, members));
  const told = new Set<string>();
  touched.forEach((own, k) => {
    for (const theirs of touched.slice(k + 1)) {
      for (const [key, touches] of own) {
        const race = told.has(key) ? undefined : raceOf(key, touches, theirs.get(key) ?? []);
        if (race) {
          found.push(race);
          told.add(key);
        }
      }
    }
  });
  return found;
}

function raceOf(key: string, own: readonly Touch[], theirs: readonly Touch[]): Race | undefined {
  const pairs = own.flatMap((a) => theirs.map((b) => [a, b] as const)).filter(([a, b]) => a.node !== b.node);
  const params = { field: key.slice(key.indexOf(' ') + 1) };
  const clash = pairs.find(([a, b]) => a.write && b.write && !agree(a.write, b.write));
  if (clash) {
    return { code: 'TRACKS_RACE', severity: 'error', node: clash[0].node, params, other: clash[1].node };
  }
  const look = pairs.find(([a, b]) => (a.write === undefined) !== (b.write === undefined));
  if (!look) return undefined;
  const [reader, writer] = look[0].write ? [look[1], look[0]] : look;
  return { code: 'TRACKS_RACE_READ', severity: 'warning', node: reader.node, params, other: writer.node };
}

type Write = NonNullable<Touch['write']>;

/** Two sums may come in either order, and the same value twice is that value. */
function agree(a: Write, b: Write): boolean {
  if ('add' in a || 'add' in b) return 'add' in a && 'add' in b;
  return a.to === b.to;
}

/** More touches of one value in one track tell nothing new. */
const ENOUGH = 20;

function touchesOf(flow: Flow, members: ReadonlySet<number>): Map<string, Touch[]> {
  const touches = new Map<string, Touch[]>();
  const add = (key: string, touch: Touch) => {
    const known = touches.get(key) ?? [];
    if (known.length < ENOUGH) touches.set(key, [...known, touch]);
  };
  for (const at of [...members].sort((a, b) => a - b)) {
    const op = flow.ops[at];
    if (!op) continue;
    for (const [key, write] of writesOf(op)) add(key, { node: op.node, write });
    for (const key of looksOf(op)) add(key, { node: op.node });
  }
  return touches;
}

function writesOf(op: Op): [string, Write][] {
  if (op.op === 'set') return op.set.map((each) => [`variable ${each.variable}`, writeOf(each)]);
  if (op.op !== 'act' || op.kind !== 'setField') return [];
  const { field, to } = op.with as { field?: string; to?: Value | null };
  return field === undefined ? [] : [[`patient ${field}`, { to }]];
}

const writeOf = (each: Assignment): Write => ('add' in each ? { add: true } : { to: each.to });

function looksOf(op: Op): string[] {
  const conditions =
    op.op === 'branch' ? op.cases.map((each) => each.if) : op.op === 'wait' && op.when ? [op.when.if] : [];
  return [
    ...conditions.flatMap(patientFields).map((field) => `patient ${field}`),
    ...variablesRead(op).map((name) => `variable ${name}`),
  ];
}
