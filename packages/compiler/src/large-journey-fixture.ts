/** Journeys of any size, to see how the work grows. For tests. */
import type { Journey } from '@suivi/schema';
import { type Arrow, draw, EXIT, TRIGGER } from './journey-fixture.ts';

type Node = readonly [string, Record<string, unknown>?];

/** Draws nodes `n0 … n(size−1)` between a trigger and an exit; `to(k)` is the node k, or the exit past the last one. */
function numbered(
  size: number,
  nodeAt: (k: number) => Node,
  wiresAt: (k: number, at: string, to: (k: number) => string) => readonly Arrow[],
): Journey {
  const to = (k: number) => (k < size ? `n${Math.max(0, k)}` : 'done');
  const nodes: Record<string, Node> = { start: TRIGGER, done: EXIT };
  const arrows: Arrow[] = [['start', 'next', 'n0']];
  for (let k = 0; k < size; k++) {
    nodes[`n${k}`] = nodeAt(k);
    arrows.push(...wiresAt(k, `n${k}`, to));
  }
  return draw(nodes, arrows);
}

const message = (k: number): Node => ['message', { text: `您好 ${k}`, class: k % 10 === 0 ? 'education' : 'service' }];
const day: Node = ['wait-duration', { until: { inDays: 1, at: '09:00' } }];
const low = { op: 'compare', from: 'last', field: 'value', is: '<', value: 70 };
const MIXED: readonly ((k: number) => Node)[] = [
  message,
  () => day,
  () => ['wait-for-event', { event: 'message.received', timeout: { after: 'P2D' } }],
  () => ['branch', { cases: [{ id: 'low', label: { zh: '低' }, if: low }] }],
  () => ['task', { group: 'nurse', title: { zh: '看' }, timeout: { after: 'P1D' } }],
];

/** Every kind of step by turns, with ways that leave out some, and back over one wait. */
export const mixed = (size: number): Journey =>
  numbered(
    size,
    (k) => (MIXED[k % 5] ?? message)(k),
    (k, at, to): readonly Arrow[] => {
      const on = (port: string, there: number): Arrow => [at, port, to(there)];
      switch (k % 5) {
        case 2:
          return [on('event', k + 1), on('timeout', k + 2)];
        case 3:
          return [on('low', k + 1), on('else', k - 2)];
        case 4:
          return [on('done', k + 1), on('unanswered', size), on('failed', k + 1)];
        default:
          return [on('next', k + 1)];
      }
    },
  );

/** Weeks of three steps, each gone through seven times. */
export const weeks = (size: number): Journey =>
  numbered(
    size,
    (k) => (k % 3 === 2 ? ['repeat', { times: 6 }] : k % 3 === 0 ? day : message(k)),
    (k, at, to): readonly Arrow[] =>
      k % 3 === 2
        ? [
            [at, 'again', to(k - 2)],
            [at, 'done', to(k + 1)],
          ]
        : [[at, 'next', to(k + 1)]],
  );

/** One loop over all of it, a hundred times. */
export const oneLoop = (size: number): Journey =>
  numbered(
    size,
    (k) => (k === size - 1 ? ['repeat', { times: 99 }] : k % 2 === 0 ? day : message(k)),
    (k, at, to): readonly Arrow[] =>
      k === size - 1
        ? [
            [at, 'again', to(0)],
            [at, 'done', to(k + 1)],
          ]
        : [[at, 'next', to(k + 1)]],
  );

/** Two tracks and a join, over and over. */
export const forks = (size: number): Journey =>
  numbered(
    size - (size % 4),
    (k) => (k % 4 === 0 ? ['fork'] : k % 4 === 3 ? ['join'] : day),
    (k, at, to): readonly Arrow[] => {
      if (k % 4 === 0) {
        return [
          [at, 'a', to(k + 1)],
          [at, 'b', to(k + 2)],
        ];
      }
      return [[at, 'next', k % 4 === 1 ? to(k + 2) : to(k + 1)]];
    },
  );
