import { nodeDefinition } from '@suivi/nodes';
import { emptyJourney, type Journey, type JourneyNode, type Wire } from '@suivi/schema';

type Config = Record<string, unknown>;

/** Draws a journey from nodes and arrows `[from, port, to]`. For tests. */
export function draw(
  nodes: Record<string, readonly [type: string, config?: Config]>,
  arrows: readonly (readonly [string, string, string])[],
): Journey {
  const drawn: Record<string, JourneyNode> = {};
  for (const [id, [type, config]] of Object.entries(nodes)) {
    const definition = nodeDefinition(type);
    drawn[id] = { type, version: definition?.version ?? 1, config: { ...definition?.initial, ...config } };
  }
  const wires = Object.fromEntries(
    arrows.map(([from, port, to], index): [string, Wire] => [`w${index}`, { from, port, to }]),
  );
  return { ...emptyJourney({ zh: '首次续方' }), nodes: drawn, wires };
}

/** A welcome, a question on the third day, a to-do for who is unwell, a wait for the refill. For tests. */
export function refill(): Journey {
  return draw(
    {
      start: ['trigger-event', { event: 'dispense.recorded', reentry: 'per-key', key: 'drug' }],
      hello: ['message', { text: '您好，我是用药助手。' }],
      day3: ['wait-duration', { until: { inDays: 3, at: '10:00' } }],
      ask: ['message', { text: '用药后有不舒服吗？', class: 'clinical' }],
      reply: ['wait-for-event', { event: 'message.received', timeout: { after: 'P2D' } }],
      K1: [
        'task',
        {
          group: 'nurses',
          title: { zh: '电话询问' },
          outcomes: [
            { id: 'well', label: { zh: '无不适' } },
            { id: 'ill', label: { zh: '不适' } },
          ],
          timeout: { after: 'P1D' },
        },
      ],
      due: ['wait-until-date', { field: '用尽日', offset: { days: -3 }, at: '10:00' }],
      remind: ['message', { text: '药快用完了，请尽早安排复诊。', class: 'service' }],
      second: ['wait-for-event', { event: 'dispense.recorded', timeout: { after: 'P7D' } }],
      done: ['exit', { outcome: '已续方', kind: 'goal' }],
      lost: ['exit', { outcome: '未续方', kind: 'drop' }],
      stopped: ['exit-rule', { event: 'therapy.stopped', outcome: '医嘱停药' }],
    },
    [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'day3'],
      ['day3', 'next', 'ask'],
      ['ask', 'next', 'reply'],
      ['reply', 'event', 'K1'],
      ['reply', 'timeout', 'due'],
      ['K1', 'well', 'due'],
      ['K1', 'ill', 'lost'],
      ['K1', 'unanswered', 'due'],
      ['due', 'due', 'remind'],
      ['due', 'missing', 'lost'],
      ['remind', 'next', 'second'],
      ['second', 'event', 'done'],
      ['second', 'timeout', 'lost'],
    ],
  );
}
