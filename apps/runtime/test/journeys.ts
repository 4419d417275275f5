import { nodeDefinition } from '@suivi/nodes';
import { type Journey, type JourneyNode, journey as journeySchema, type Wire } from '@suivi/schema';

type Config = Record<string, unknown>;
/** `[from, port, to]` */
type Arrow = readonly [string, string, string];

/** Builds a journey document from nodes and arrows, for tests. */
export function drawJourney(
  title: string,
  nodes: Record<string, readonly [type: string, config: Config]>,
  arrows: readonly Arrow[],
): Journey {
  const drawn: Record<string, JourneyNode> = {};
  for (const [id, [type, config]] of Object.entries(nodes)) {
    const definition = nodeDefinition(type);
    if (!definition) throw new Error(`no node type ${type}`);
    drawn[id] = { type, version: definition.version, config: { ...definition.initial, ...config } };
  }
  const wires = Object.fromEntries(
    arrows.map(([from, port, to], index): [string, Wire] => [`w${index}`, { from, port, to }]),
  );
  const layout = Object.fromEntries(Object.keys(nodes).map((id, index) => [id, { x: 0, y: index * 100 }]));
  return journeySchema.parse({ v: 'suivi.journey/1', title: { zh: title, en: title }, nodes: drawn, wires, layout });
}

/** Message, wait, message, wait for a reply, exit: the story of the first journey with short waits. */
export function replyJourney(options: { wait: string; timeout: string; texts?: readonly [string, string] }): Journey {
  const [first, second] = options.texts ?? ['您好，我是用药助手。', '今天感觉怎么样？请回复。'];
  return drawJourney(
    'reply',
    {
      start: ['trigger-event', { event: 'dispense.recorded', reentry: 'per-key', key: 'drug' }],
      hello: ['message', { text: first }],
      pause: ['wait-duration', { until: { after: options.wait } }],
      ask: ['message', { text: second }],
      reply: ['wait-for-event', { event: 'message.received', timeout: { after: options.timeout } }],
      answered: ['exit', { outcome: 'answered', kind: 'goal' }],
      silent: ['exit', { outcome: 'silent', kind: 'drop' }],
    },
    [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'pause'],
      ['pause', 'next', 'ask'],
      ['ask', 'next', 'reply'],
      ['reply', 'event', 'answered'],
      ['reply', 'timeout', 'silent'],
    ],
  );
}

/** Trigger, message, exit: the smallest journey that does something. */
export function threeNodes(): Journey {
  return drawJourney(
    'three',
    {
      start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
      hello: ['message', { text: '您好，订单已收到。' }],
      done: ['exit', { outcome: 'done' }],
    },
    [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'done'],
    ],
  );
}

/**
 * The journey by which engines are compared (eight nodes): wait, branch on a field of the patient, message, wait for a
 * reply, branch on that reply, wait, message, exit.
 */
export function referenceJourney(waits: { first: string; reply: string; last: string }): Journey {
  const compare = (from: string, field: string, value: string | number) => [
    { id: 'yes', label: { zh: '是' }, if: { op: 'compare', from, field, is: '=', value } },
  ];
  return drawJourney(
    'reference',
    {
      start: ['trigger-event', { event: 'dispense.recorded', reentry: 'per-event' }],
      first: ['wait-duration', { until: { after: waits.first } }],
      which: ['branch', { cases: compare('patient', 'course', 'long') }],
      ask: ['message', { text: '今天感觉怎么样？请回复。' }],
      reply: ['wait-for-event', { event: 'message.received', timeout: { after: waits.reply } }],
      kind: ['branch', { cases: compare('last', 'kind', 'text') }],
      last: ['wait-duration', { until: { after: waits.last } }],
      thanks: ['message', { text: '谢谢您的回复。' }],
      done: ['exit', { outcome: 'done' }],
      other: ['exit', { outcome: 'other' }],
    },
    [
      ['start', 'next', 'first'],
      ['first', 'next', 'which'],
      ['which', 'yes', 'ask'],
      ['which', 'else', 'other'],
      ['ask', 'next', 'reply'],
      ['reply', 'event', 'kind'],
      ['reply', 'timeout', 'other'],
      ['kind', 'yes', 'last'],
      ['kind', 'else', 'other'],
      ['last', 'next', 'thanks'],
      ['thanks', 'next', 'done'],
    ],
  );
}
