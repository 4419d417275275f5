import { configField } from '@suivi/nodes';
import {
  contentHash,
  type Diagnostic,
  type DiagnosticCode,
  type DraftCommand,
  type Fix,
  type Journey,
  type NodeId,
  type PortId,
  type SingleCommand,
  type Words,
} from '@suivi/schema';
import { labelOf } from './check-graph.ts';
import type { KnownNode } from './check-nodes.ts';
import { nodeNames } from './node-names.ts';

/** What mending by machine looks at. Names and exits are looked up only when some finding needs them. */
export class Mending {
  readonly journey: Journey;
  readonly known: ReadonlyMap<NodeId, KnownNode>;
  #names: Map<NodeId, Words> | undefined;
  #exits: NodeId[] | undefined;
  #targets: Map<NodeId, Map<PortId, NodeId>> | undefined;

  constructor(journey: Journey, known: ReadonlyMap<NodeId, KnownNode>) {
    this.journey = journey;
    this.known = known;
  }

  nameOf(node: NodeId): Words {
    this.#names ??= nodeNames(this.journey);
    return this.#names.get(node) ?? { zh: node, en: node };
  }

  /** The only exit of the journey, if it has one. */
  get onlyExit(): NodeId | undefined {
    this.#exits ??= [...this.known.values()].filter(({ definition }) => definition.type === 'exit').map(({ id }) => id);
    return this.#exits.length === 1 ? this.#exits[0] : undefined;
  }

  /** Where the wires of a node lead, by port. */
  targetsOf(node: NodeId): ReadonlyMap<PortId, NodeId> {
    if (!this.#targets) {
      this.#targets = new Map();
      for (const { from, port, to } of Object.values(this.journey.wires)) {
        if (!this.known.has(to)) continue;
        const own = this.#targets.get(from) ?? new Map<PortId, NodeId>();
        if (!own.has(port)) own.set(port, to);
        this.#targets.set(from, own);
      }
    }
    return this.#targets.get(node) ?? new Map();
  }

  wires(which: (wire: Journey['wires'][string]) => boolean): string[] {
    return Object.entries(this.journey.wires).flatMap(([id, wire]) => (which(wire) ? [id] : []));
  }

  /** Where an open port of a node most likely belongs: to where all others lead, or to the only exit. */
  targetFor(node: NodeId): NodeId | undefined {
    const others = new Set(this.targetsOf(node).values());
    const [common] = others;
    if (others.size === 1 && common !== undefined && common !== node) return common;
    return this.onlyExit;
  }
}

type Mend = (given: Mending, node: NodeId, found: Diagnostic) => Fix | undefined;

/** The finding with a change that mends it, where there is one that a machine can make. */
export function withFix(given: Mending, found: Diagnostic): Diagnostic {
  const mend = MENDS[found.code];
  const fix = mend?.(given, found.node ?? '', found);
  return fix && fix.commands.length > 0 ? { ...found, fix } : found;
}

const fixed = (zh: string, en: string, commands: DraftCommand[]): Fix => ({ label: { zh, en }, commands });

const disconnect = (wires: readonly string[]): SingleCommand[] => wires.map((id) => ({ do: 'disconnect', id }));

/** The same two ends always give the same id, so that two people who take the same fix draw one wire. */
function connect(from: NodeId, port: PortId, to: NodeId): SingleCommand {
  const id = `w${contentHash({ from, port, to }).slice(7, 23)}`;
  return { do: 'connect', id, wire: { from, port, to } };
}

const unwire: Mend = (given, node, { code, field }) => {
  const { nodes } = given.journey;
  const wires = given.wires(({ from, port, to }) => {
    if (code === 'WIRE_INTO_TRIGGER') return to === node;
    if (code === 'PORT_UNKNOWN') return from === node && port === field;
    const gone = !nodes[from] || !nodes[to];
    return gone && (node === '' ? !nodes[from] && !nodes[to] : from === node || to === node);
  });
  const many = wires.length > 1;
  return fixed(
    `删除${many ? '这些' : '这条'}连线`,
    many ? 'Delete these wires' : 'Delete this wire',
    disconnect(wires),
  );
};

const keepOne: Mend = (given, node, { field }) => {
  const [first, ...others] = given.wires(
    ({ from, port, to }) => from === node && port === field && given.known.has(to),
  );
  const kept = first === undefined ? undefined : given.journey.wires[first]?.to;
  if (kept === undefined) return undefined;
  const name = given.nameOf(kept);
  return fixed(`只保留通到「${name.zh}」的线`, `Keep the wire to “${name.en}” only`, disconnect(others));
};

const wirePort: Mend = (given, node, { field }) => {
  const own = given.known.get(node);
  const to = given.targetFor(node);
  if (!own || to === undefined || field === undefined) return undefined;
  const [port, name] = [labelOf(own, field), given.nameOf(to)];
  return fixed(`把「${port.zh}」连到「${name.zh}」`, `Connect “${port.en}” to “${name.en}”`, [
    connect(node, field, to),
  ]);
};

const addExit: Mend = (given) => {
  const id = freeId(given.journey, 'exit');
  const lowest = Math.max(0, ...Object.values(given.journey.layout).map(({ y }) => y));
  const node = { type: 'exit', version: 1, config: { outcome: '结束', kind: 'neutral' } };
  const open = [...given.known.values()].flatMap(({ id: from, definition, config }) => {
    const wired = given.targetsOf(from);
    return definition
      .ports(config)
      .filter((port) => !wired.has(port.id) && !(port.fallback && wired.has(port.fallback)))
      .map((port) => connect(from, port.id, id));
  });
  const commands: DraftCommand[] = [{ do: 'addNode', id, node, at: { x: 0, y: lowest + 120 } }, ...open];
  return fixed('添加结束节点，接住没连的出口', 'Add an exit and lead the open ports to it', commands);
};

function freeId(journey: Journey, stem: string): NodeId {
  let k = 1;
  while (Object.hasOwn(journey.nodes, `${stem}${k}`)) k++;
  return `${stem}${k}`;
}

const remove: Mend = (_given, node) => fixed('删除这个节点', 'Delete this node', [{ do: 'removeNode', id: node }]);

/** Takes a join out and leads what came to it on to where it led. */
const bridge: Mend = (given, node) => {
  const [to] = given.targetsOf(node).values();
  if (to === undefined) return undefined;
  const before = Object.values(given.journey.wires).filter((wire) => wire.to === node && given.known.has(wire.from));
  const commands = before.map(({ from, port }) => connect(from, port, to));
  return fixed('删除这个汇合，前后直接相连', 'Remove the join and connect what is around it', [
    { do: 'removeNode', id: node },
    ...commands,
  ]);
};

const makeExit: Mend = ({ journey }, node) => {
  const old = journey.nodes[node];
  const outcome = typeof old?.config.outcome === 'string' ? old.config.outcome : '结束';
  const config = { outcome, kind: 'neutral' };
  const exit = { type: 'exit', version: 1, config, ...(old?.name ? { name: old.name } : {}) };
  const at = journey.layout[node] ?? { x: 0, y: 0 };
  return fixed('换成「结束」', 'Make it an exit', [{ do: 'addNode', id: node, node: exit, at }]);
};

/** Writes one field of a config; only where the document has it in the version that we know. */
function write({ journey, known }: Mending, node: NodeId, field: string, value: unknown): SingleCommand[] {
  const [stored, own] = [journey.nodes[node], known.get(node)];
  if (!stored || !own || stored.version !== own.definition.version) return [];
  const { [field]: _, ...rest } = stored.config;
  return [{ do: 'setConfig', id: node, config: value === undefined ? rest : { ...rest, [field]: value } }];
}

const WEEK = { after: 'P7D' };

const limit: Mend = (given, node, { field }) => {
  const own = given.known.get(node);
  if (!own || field === undefined) return undefined;
  const deadline = own.definition.initial[field] ?? WEEK;
  const before = new Set(own.definition.ports(own.config).map(({ id }) => id));
  const after = own.definition.ports({ ...own.config, [field]: deadline }).filter(({ id }) => !before.has(id));
  const to = given.targetFor(node);
  const commands = write(given, node, field, deadline);
  if (commands.length === 0) return undefined;
  const wires = to === undefined ? [] : after.map(({ id }) => connect(node, id, to));
  const name = to === undefined ? undefined : given.nameOf(to);
  return fixed(
    name && wires.length > 0 ? `加上默认期限，到期走「${name.zh}」` : '加上默认期限',
    name && wires.length > 0 ? `Add the usual time-out, then “${name.en}”` : 'Add the usual time-out',
    [...commands, ...wires],
  );
};

const restore: Mend = (given, node, { field }) => {
  const own = given.known.get(node);
  const value = own && field !== undefined ? own.definition.initial[field] : undefined;
  if (!own || field === undefined || value === undefined) return undefined;
  return fixed('恢复默认值', 'Back to the default', write(given, node, field, value));
};

const dropFilter: Mend = (given, node, { field }) => {
  const own = given.known.get(node);
  if (!own || field === undefined) return undefined;
  const optional = configField(own.definition.config, field)?.sources?.includes('event');
  return optional
    ? fixed('删除筛选，匹配所有事件', 'Remove the filter: match every event', write(given, node, field, undefined))
    : undefined;
};

const dropVariable: Mend = (given, node, { field, params }) => {
  const text = field === undefined ? undefined : given.journey.nodes[node]?.config[field];
  const variable = params.variable;
  if (typeof text !== 'string' || typeof variable !== 'string' || field === undefined) return undefined;
  const commands = write(given, node, field, text.split(variable).join('').trim());
  return fixed(`从正文删除 ${variable}`, `Remove ${variable} from the text`, commands);
};

const setZone: Mend = () =>
  fixed('改为 Asia/Shanghai', 'Make it Asia/Shanghai', [{ do: 'setZone', zone: 'Asia/Shanghai' }]);

const MENDS: Partial<Record<DiagnosticCode, Mend>> = {
  WIRE_DANGLING: unwire,
  WIRE_INTO_TRIGGER: unwire,
  PORT_UNKNOWN: unwire,
  PORT_TWICE: keepOne,
  PORT_OPEN: wirePort,
  EXIT_MISSING: addExit,
  NODE_UNREACHABLE: remove,
  JOIN_WITHOUT_FORK: bridge,
  GUARD_END_OUTSIDE: makeExit,
  WAIT_WITHOUT_END: limit,
  FIELD_MISSING: restore,
  FIELD_INVALID: restore,
  FILTER_EMPTY: dropFilter,
  TEXT_VARIABLE_UNKNOWN: dropVariable,
  ZONE_UNKNOWN: setZone,
};
