import { nodeDefinition } from '@suivi/nodes';
import { emptyJourney, type Journey, type JourneyNode, type Wire } from '@suivi/schema';

type Config = Record<string, unknown>;
/** `[from, port, to]` */
export type Arrow = readonly [string, string, string];

/** Draws a journey from nodes and arrows. For tests. */
export function draw(
  nodes: Record<string, readonly [type: string, config?: Config]>,
  arrows: readonly Arrow[],
): Journey {
  const drawn: Record<string, JourneyNode> = {};
  for (const [id, [type, config]] of Object.entries(nodes)) {
    const definition = nodeDefinition(type);
    drawn[id] = { type, version: definition?.version ?? 1, config: { ...definition?.initial, ...config } };
  }
  const wires = Object.fromEntries(
    arrows.map(([from, port, to], index): [string, Wire] => [`w${index}`, { from, port, to }]),
  );
  const layout = Object.fromEntries(Object.keys(nodes).map((id, index) => [id, { x: 0, y: index * 100 }]));
  return { ...emptyJourney({ zh: '首次续方' }), nodes: drawn, wires, layout };
}

export const TRIGGER = ['trigger-event', { event: 'dispense.recorded', reentry: 'per-key', key: 'drug' }] as const;
export const EXIT = ['exit', { outcome: '结束' }] as const;

/** The first journey of the product: message, seven days, message, wait for a reply. For tests. */
export function refill(): Journey {
  return draw(
    {
      start: TRIGGER,
      hello: ['message', { text: '您好，我是用药助手。' }],
      pause: ['wait-duration', { until: { after: 'P7D' } }],
      ask: ['message', { text: '药快吃完了吗？', class: 'clinical', onBlocked: 'port' }],
      reply: ['wait-for-event', { event: 'message.received', timeout: { after: 'P2D' } }],
      refilled: [
        'wait-for-event',
        {
          event: 'dispense.recorded',
          where: { op: 'compare', field: 'drug', is: '=', value: '二甲双胍' },
          timeout: { sinceEntry: 'P30D' },
        },
      ],
      done: ['exit', { outcome: '已续方', kind: 'goal' }],
      lost: ['exit', { outcome: '失联', kind: 'drop' }],
    },
    [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'pause'],
      ['pause', 'next', 'ask'],
      ['ask', 'next', 'reply'],
      ['ask', 'blocked', 'lost'],
      ['reply', 'event', 'refilled'],
      ['reply', 'timeout', 'lost'],
      ['refilled', 'event', 'done'],
      ['refilled', 'timeout', 'lost'],
    ],
  );
}

/** The journey with one node's config changed. For tests. */
export function withConfig(journey: Journey, id: string, config: Config): Journey {
  const node = journey.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  return { ...journey, nodes: { ...journey.nodes, [id]: { ...node, config: { ...node.config, ...config } } } };
}

/** The journey with wires added or, by `undefined`, removed. For tests. */
export function withWires(journey: Journey, wires: Record<string, Arrow | undefined>): Journey {
  const changed = Object.entries({ ...journey.wires, ...wires }).flatMap(([id, wire]): [string, Wire][] => {
    if (!wire) return [];
    return [[id, 'from' in wire ? wire : { from: wire[0], port: wire[1], to: wire[2] }]];
  });
  return { ...journey, wires: Object.fromEntries(changed) };
}
