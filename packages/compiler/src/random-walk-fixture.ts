/** A run through a journey by chance, with clocks of its own: what the analyses must hold for. For tests. */
import { DAY, type Deadline, HOUR, type Journey, MINUTE, type Op, type Window } from '@suivi/schema';
import fc from 'fast-check';
import type { Flow, Way } from './flow.ts';
import { type Arrow, draw } from './journey-fixture.ts';

/** One arrival. Times in milliseconds; `entered` is a Monday's midnight plus the time of entry. */
export interface Visit {
  at: number;
  since: number;
  /** The way on, where it went on. */
  way?: Way;
}

/** 2026-11-02 00:00 UTC, a Monday. */
const MONDAY = Date.UTC(2026, 10, 2);
const MANY = 120;

/** Walks from the entry to an end, or for `MANY` steps. `dice` gives numbers from 0 to 1. */
export function randomWalk(flow: Flow, entered: number, dice: () => number): { visits: Visit[]; ended: boolean } {
  const visits: Visit[] = [];
  const rounds = new Map<number, number>();
  let at = flow.entry;
  let now = entered;
  while (at !== undefined && visits.length < MANY) {
    const op = flow.ops[at];
    const visit: Visit = { at, since: now - entered };
    visits.push(visit);
    const ways = flow.out[at] ?? [];
    if (!op || ways.length === 0) return { visits, ended: true };
    const way = op.op === 'repeat' ? round(op, at, ways, rounds) : ways[Math.floor(dice() * ways.length)];
    if (!way) return { visits, ended: true };
    now = timeAfter(op, way, now, entered, dice);
    visit.way = way;
    at = way.to;
  }
  return { visits, ended: false };
}

function round(op: Extract<Op, { op: 'repeat' }>, at: number, ways: readonly Way[], rounds: Map<number, number>) {
  const count = (rounds.get(at) ?? 0) + 1;
  rounds.set(at, count <= op.times ? count : 0);
  return ways[count <= op.times ? 0 : 1];
}

function timeAfter(op: Op, way: Way, now: number, entered: number, dice: () => number): number {
  if (way.cause === 'now') return now;
  const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
  const over = until ? Math.max(now, instantOf(until.deadline, now, entered, dice)) : now + dice() * 60 * DAY;
  if (way.cause === 'deadline') return over;
  const part = dice();
  return part < 0.2 ? now : part > 0.8 ? over : now + Math.floor((part * (over - now)) / MINUTE) * MINUTE;
}

const dayOf = (at: number): number => Math.floor(at / DAY) * DAY;
const clock = (text: string): number => Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;
const weekday = (at: number): number => new Date(at).getUTCDay() || 7;

/** Written from the words of the plan alone, on a clock that never changes. */
function instantOf(deadline: Deadline, now: number, entered: number, dice: () => number): number {
  if ('after' in deadline) return now + deadline.after;
  if ('sinceEntry' in deadline) return entered + deadline.sinceEntry;
  if ('inDays' in deadline) return dayOf(now) + deadline.inDays * DAY + clock(deadline.at);
  if ('date' in deadline) return dayOf(now) + Math.ceil(dice() * 90) * DAY + clock(deadline.date.at);
  if ('window' in deadline) return opening(deadline.window, now, dice);
  const { next } = deadline;
  for (let day = dayOf(now); ; day += DAY) {
    const date = new Date(day);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const is =
      'weekdays' in next ? next.weekdays.includes(weekday(day)) : date.getUTCDate() === Math.min(next.monthDay, last);
    if (is && day + clock(next.at) > now) return day + clock(next.at);
  }
}

function opening(window: Window, now: number, dice: () => number): number {
  const [from, to] = [clock(window.from), clock(window.to)];
  const allowed = (day: number) => !window.weekdays || window.weekdays.includes(weekday(day));
  const open = (at: number): boolean => {
    const [day, time] = [dayOf(at), at - dayOf(at)];
    if (from === to) return allowed(day);
    if (from < to) return time >= from && time < to && allowed(day);
    return time >= from ? allowed(day) : time < to && allowed(day - DAY);
  };
  if (open(now)) return now;
  let at = Math.ceil(now / MINUTE) * MINUTE;
  while (!open(at)) at += MINUTE;
  return at + Math.floor(dice() * ((window.spread ?? 0) / MINUTE)) * MINUTE;
}

/** A time of entry on one of fourteen days. */
export const entry = fc
  .record({ day: fc.nat({ max: 13 }), minute: fc.nat({ max: 1439 }) })
  .map(({ day, minute }) => MONDAY + day * DAY + minute * MINUTE);

type Node = readonly [type: string, config: Record<string, unknown>, ports: readonly string[]];

const localTime = fc.constantFrom('00:00', '09:00', '10:30', '22:00');
const deadline = fc.oneof(
  fc.constantFrom('PT1H', 'PT30H', 'P1D', 'P7D').map((after) => ({ after })),
  fc.record({ inDays: fc.nat({ max: 3 }), at: localTime }),
  fc.record({ weekdays: fc.constantFrom([1], [6, 7], [2, 4]), at: localTime }),
  fc.record({ monthDay: fc.constantFrom(1, 15, 31), at: localTime }),
  fc.constantFrom('P3D', 'P20D').map((sinceEntry) => ({ sinceEntry })),
);
const window = fc.record({
  from: fc.constantFrom('09:00', '21:00', '10:00'),
  to: fc.constantFrom('20:30', '08:00', '10:00'),
  spread: fc.constantFrom(undefined, 'PT1H'),
  weekdays: fc.constantFrom(undefined, [1, 2, 3, 4, 5], [7]),
});
const group = { group: 'nurse', title: { zh: '看' } };

const step: fc.Arbitrary<Node> = fc.oneof(
  fc.constantFrom('service', 'education').map((kind): Node => ['message', { text: '您好', class: kind }, ['next']]),
  deadline.map((until): Node => ['wait-duration', { until }, ['next']]),
  deadline.map((until): Node => ['wait-duration', { until }, ['next']]),
  deadline.map((timeout): Node => ['wait-for-event', { event: 'order.paid', timeout }, ['event', 'timeout']]),
  deadline.map((timeout): Node => ['task', { ...group, timeout }, ['done', 'unanswered', 'failed']]),
  window.map((open): Node => ['send-window', open, ['next']]),
  fc.nat({ max: 4 }).map((times): Node => ['repeat', { times: times + 1 }, ['again', 'done']]),
  fc.constant<Node>(['split', {}, ['a', 'b']]),
  fc.constant<Node>(['wait-until-date', { field: 'exam' }, ['due', 'past', 'missing']]),
);

/** A journey of up to nine steps; wires lead on, and back from where a repeat or a second way is. */
export const anyJourney: fc.Arbitrary<Journey> = fc
  .array(fc.record({ node: step, targets: fc.array(fc.nat({ max: 30 }), { minLength: 3, maxLength: 3 }) }), {
    minLength: 2,
    maxLength: 9,
  })
  .map((steps) => {
    const nodes: Record<string, readonly [string, Record<string, unknown>?]> = {
      start: ['trigger-event', { event: 'contact.added' }],
    };
    const arrows: Arrow[] = [['start', 'next', 'n0']];
    steps.forEach(({ node: [type, config, ports], targets }, k) => {
      nodes[`n${k}`] = [type, config];
      const next = k + 1 < steps.length ? `n${k + 1}` : 'done';
      ports.forEach((port, p) => {
        const target = targets[p] ?? 0;
        const back = type === 'repeat' ? p === 0 : p > 0 && target % 3 === 0;
        const far = target % 2 === 0 ? next : (`n${Math.min(steps.length - 1, k + 1 + (target % 4))}` as const);
        arrows.push([`n${k}`, port, back ? `n${target % (k + 1)}` : k + 1 < steps.length ? far : next]);
      });
    });
    nodes.done = ['exit', { outcome: '结束' }];
    return draw(nodes, arrows);
  });
