import { lengthWords } from '@suivi/nodes';
import type { Address, Diagnostic, Millis, Op, Plan } from '@suivi/schema';
import { Agenda } from './agenda.ts';
import { exitsOf } from './op-exits.ts';

/** The earliest time after entry at which each instruction can be reached (Dijkstra over the waits' lengths). */
export function earliestArrivals(plan: Pick<Plan, 'entry' | 'ops'>): Map<Address, Millis> {
  const earliest = new Map<Address, Millis>([[plan.entry, 0]]);
  const open = new Agenda<Address>();
  open.add(0, plan.entry);
  for (let first = open.take(); first; first = open.take()) {
    const { at: here, item: address } = first;
    const op = plan.ops[address];
    // Found again on a quicker way since it was put onto the agenda.
    if (!op || here > (earliest.get(address) ?? 0)) continue;
    for (const exit of exitsOf(op)) {
      const there = here + fastest(op, exit, here);
      if (there < (earliest.get(exit.to) ?? Number.POSITIVE_INFINITY)) {
        earliest.set(exit.to, there);
        open.add(there, exit.to);
      }
    }
  }
  return earliest;
}

function fastest(op: Op, exit: { to: Address; port: string }, here: Millis): Millis {
  const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
  if (!until || exit.port !== until.port) return 0;
  const { deadline } = until;
  if ('after' in deadline) return deadline.after;
  // A local time of a day may be a moment away; a date of the patient may be over.
  return 'sinceEntry' in deadline ? Math.max(0, deadline.sinceEntry - here) : 0;
}

/** Waits whose deadline, counted from entry, is over before anybody can arrive. */
export function checkWindows(plan: Pick<Plan, 'entry' | 'ops'>): Diagnostic[] {
  const earliest = earliestArrivals(plan);
  return Object.entries(plan.ops).flatMap(([at, op]): Diagnostic[] => {
    if (op.op !== 'wait' || !op.until || !('sinceEntry' in op.until.deadline)) return [];
    const arrival = earliest.get(at);
    const { sinceEntry } = op.until.deadline;
    if (arrival === undefined || arrival < sinceEntry) return [];
    const params = { earliest: inWords(arrival), deadline: inWords(sinceEntry) };
    return [{ code: 'DEADLINE_PAST_ENTRY', severity: 'error', node: op.node, params }];
  });
}

const inWords = (length: Millis) => ({ zh: lengthWords(length, 'zh'), en: lengthWords(length, 'en') });
