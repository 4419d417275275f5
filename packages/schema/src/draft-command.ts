import { z } from 'zod';
import {
  elementId,
  type Journey,
  type JourneyNode,
  journeyNode,
  type Position,
  position,
  type Wire,
  wire,
} from './journey.ts';
import { cleanText, isCleanJson, localText } from './text.ts';

/**
 * A draft is a log of commands. `apply` and `invert` are pure and total: a command that refers to something
 * which is no longer there changes nothing, so that replaying a log, undoing and two people at once never throw.
 */
const single = z.discriminatedUnion('do', [
  z.object({ do: z.literal('addNode'), id: elementId, node: journeyNode, at: position }),
  z.object({ do: z.literal('removeNode'), id: elementId }),
  z.object({ do: z.literal('setConfig'), id: elementId, config: z.record(z.string(), z.unknown()) }),
  z.object({ do: z.literal('renameNode'), id: elementId, name: localText.optional() }),
  z.object({ do: z.literal('moveNodes'), to: z.record(elementId, position) }),
  /** `dangling`: undo puts back a wire whose ends were missing already, as an imported document may hold one. */
  z.object({ do: z.literal('connect'), id: elementId, wire, dangling: z.literal(true).optional() }),
  z.object({ do: z.literal('disconnect'), id: elementId }),
  z.object({ do: z.literal('setTitle'), title: localText }),
  z.object({ do: z.literal('setDescription'), description: localText }),
  z.object({ do: z.literal('setZone'), zone: cleanText(64) }),
]);
export type SingleCommand = z.infer<typeof single>;

export const draftCommand = z
  .union([single, z.object({ do: z.literal('batch'), of: z.array(single).min(1).max(5_000) })])
  .refine(isCleanJson, { error: 'TEXT_NOT_UNICODE' });
export type DraftCommand = SingleCommand | { do: 'batch'; of: SingleCommand[] };

export function apply(doc: Journey, command: DraftCommand): Journey {
  if (command.do === 'batch') return command.of.reduce(apply, doc);
  switch (command.do) {
    case 'addNode':
      return {
        ...doc,
        nodes: { ...doc.nodes, [command.id]: command.node },
        layout: { ...doc.layout, [command.id]: command.at },
      };
    case 'removeNode': {
      if (!doc.nodes[command.id]) return doc;
      const wires = Object.entries(doc.wires).filter(([, w]) => w.from !== command.id && w.to !== command.id);
      return {
        ...doc,
        nodes: without(doc.nodes, command.id),
        layout: without(doc.layout, command.id),
        wires: Object.fromEntries(wires),
      };
    }
    case 'setConfig':
      return changeNode(doc, command.id, (node) => ({ ...node, config: command.config }));
    case 'renameNode':
      return changeNode(doc, command.id, ({ name: _, ...node }) =>
        command.name ? { ...node, name: command.name } : node,
      );
    case 'moveNodes': {
      const known = Object.entries(command.to).filter(([node]) => doc.nodes[node]);
      return { ...doc, layout: { ...doc.layout, ...Object.fromEntries(known) } };
    }
    case 'connect':
      return command.dangling || hasBothEnds(doc, command.wire)
        ? { ...doc, wires: { ...doc.wires, [command.id]: command.wire } }
        : doc;
    case 'disconnect':
      return { ...doc, wires: without(doc.wires, command.id) };
    case 'setTitle':
      return { ...doc, title: command.title };
    case 'setDescription':
      return { ...doc, description: command.description };
    case 'setZone':
      return { ...doc, zone: command.zone };
  }
}

/** The command that takes `command` back, given the document before it. Applying both leaves `before` as it was. */
export function invert(before: Journey, command: DraftCommand): DraftCommand {
  const steps = command.do === 'batch' ? command.of : [command];
  const undo: SingleCommand[] = [];
  let doc = before;
  for (const step of steps) {
    undo.unshift(...invertSingle(doc, step));
    doc = apply(doc, step);
  }
  const [only] = undo;
  return undo.length === 1 && only ? only : { do: 'batch', of: undo };
}

function invertSingle(doc: Journey, command: SingleCommand): SingleCommand[] {
  switch (command.do) {
    case 'addNode': {
      const old = doc.nodes[command.id];
      // An id that was there already: put the old node back, and leave its wires alone.
      return old
        ? [{ ...command, node: old, at: doc.layout[command.id] ?? command.at }]
        : [{ do: 'removeNode', id: command.id }, ...putBackWiresOf(doc, command.id)];
    }
    case 'removeNode':
      return restoreNode(doc, command.id);
    case 'setConfig':
      return [{ ...command, config: doc.nodes[command.id]?.config ?? command.config }];
    case 'renameNode':
      return [{ do: 'renameNode', id: command.id, name: doc.nodes[command.id]?.name }];
    case 'moveNodes': {
      const back = Object.keys(command.to).flatMap((node) => {
        const old = doc.layout[node];
        return old ? [[node, old] as const] : [];
      });
      return [{ do: 'moveNodes', to: Object.fromEntries(back) }];
    }
    case 'connect':
    case 'disconnect':
      return [putBack(doc, command.id)];
    case 'setTitle':
      return [{ do: 'setTitle', title: doc.title }];
    case 'setDescription':
      return [{ do: 'setDescription', description: doc.description }];
    case 'setZone':
      return [{ do: 'setZone', zone: doc.zone }];
  }
}

function restoreNode(doc: Journey, id: string): SingleCommand[] {
  const node = doc.nodes[id];
  if (!node) return [{ do: 'removeNode', id }];
  return [{ do: 'addNode', id, node, at: doc.layout[id] ?? { x: 0, y: 0 } }, ...putBackWiresOf(doc, id)];
}

function putBackWiresOf(doc: Journey, id: string): SingleCommand[] {
  return Object.entries(doc.wires)
    .filter(([, w]) => w.from === id || w.to === id)
    .map(([wireId, w]) => putBackWire(doc, wireId, w));
}

/** The wire of this id as it is now, or none. */
function putBack(doc: Journey, id: string): SingleCommand {
  const old = doc.wires[id];
  return old ? putBackWire(doc, id, old) : { do: 'disconnect', id };
}

function putBackWire(doc: Journey, id: string, w: Wire): SingleCommand {
  return { do: 'connect', id, wire: w, ...(hasBothEnds(doc, w) ? {} : { dangling: true }) };
}

function hasBothEnds(doc: Journey, { from, to }: Wire): boolean {
  return doc.nodes[from] !== undefined && doc.nodes[to] !== undefined;
}

function changeNode(doc: Journey, id: string, change: (node: JourneyNode) => JourneyNode): Journey {
  const node = doc.nodes[id];
  return node ? { ...doc, nodes: { ...doc.nodes, [id]: change(node) } } : doc;
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

export type { Position };
