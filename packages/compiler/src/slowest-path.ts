import type { Deadline, Millis, Op } from '@suivi/schema';
import { Elapse } from './elapse.ts';
import type { Way } from './flow.ts';
import type { Begin } from './promise-begin.ts';
import type { Start } from './promise-path.ts';
import type { Moments } from './promise-within.ts';
import { latest, PASSED, type Reach, START_DAY } from './reach.ts';
import type { Walkable } from './walk-flow.ts';

/** Steps that the search may take in all before it gives up: it is there to find an example, not to prove anything. */
const ENOUGH = 4_000;

/**
 * A path, going over no step twice, on which a run that begins at one known time of day certainly is somewhere too late.
 * Waits that hang on a date of the patient or on work days are left out: how long they last is not for the drawing to say.
 */
export function slowestPath(
  walk: Walkable,
  begin: Begin,
  start: Start,
  goal: { stops(way: Way): boolean; tooLate(moment: Moments): boolean },
): { path: Way[]; times: Millis[] } | undefined {
  let left = ENOUGH;
  for (const time of [...new Set([start.time[0], start.time[1]])]) {
    for (const weekday of walk.weekly ? [0, 1, 2, 3, 4, 5, 6] : [undefined]) {
      const elapse = new Elapse(walk.fields, walk.clocks, {
        time: [time, time],
        sinceEntry: [start.since[0], start.since[0]],
        ...(weekday === undefined ? {} : { weekday }),
      });
      const found = search(elapse);
      if (found) return found;
    }
  }
  return undefined;

  function search(elapse: Elapse): { path: Way[]; times: Millis[] } | undefined {
    const path: Way[] = [];
    const times: Millis[] = [];
    const visited = new Set([begin.at]);
    const walkOn = (ways: readonly Way[], here: Reach): boolean => {
      for (const way of ways) {
        if (left-- <= 0) return false;
        if (!isPlain(walk.flow.ops[way.from], way)) continue;
        const there = elapse.along(walk.flow, way, here);
        const late = { passed: latest(there, PASSED), clock: latest(there, START_DAY) };
        path.push(way);
        times.push(late.passed);
        if (goal.tooLate(late)) return true;
        if (!goal.stops(way) && !visited.has(way.to)) {
          visited.add(way.to);
          if (walkOn(walk.flow.out[way.to] ?? [], there)) return true;
          visited.delete(way.to);
        }
        path.pop();
        times.pop();
      }
      return false;
    };
    return walkOn(walk.flow.out[begin.at] ?? [], elapse.begin()) ? { path, times } : undefined;
  }
}

/** Whether the drawing alone says how long this way may take. */
function isPlain(op: Op | undefined, way: Way): boolean {
  if (op?.op === 'repeat' || op?.op === 'fork' || op?.op === 'join')
    return op.op === 'repeat' && way.port === op.again.port;
  const until = op?.op === 'wait' ? op.until : op?.op === 'act' ? op.pending?.until : undefined;
  return !until || !hangsOnMore(until.deadline);
}

function hangsOnMore(deadline: Deadline): boolean {
  if ('date' in deadline) return true;
  if ('inDays' in deadline) return deadline.calendar !== undefined;
  return 'window' in deadline && deadline.window.calendar !== undefined;
}
