import { type Journey, type JourneyPromise, type Plan, parseDuration } from '@suivi/schema';
import { checkLoops } from './check-loops.ts';
import { flowIn } from './meaning.ts';
import { proveAtMost } from './promise-at-most.ts';
import { proveFollowed } from './promise-followed.ts';
import { type Found, findMoment } from './promise-moment.ts';
import { proveNeverAfter } from './promise-never-after.ts';
import { provePasses } from './promise-passes.ts';
import { type Ground, type Verdict, WATCHED } from './promise-verdict.ts';
import { type TimeSetting, timesFromEntry, walkable } from './walk-flow.ts';

export interface PromiseVerdict {
  promise: JourneyPromise;
  verdict: Verdict;
}

/**
 * What can be said about each promise of a journey. Proved means that no run can break it, whatever happens: a run that a
 * rule or a person takes away is excused from what is still to come, and time in a hold or a pause does not count. What is
 * refuted comes with a path that breaks it; the rest is to be watched for each patient.
 * @param given other promises than those in the journey.
 */
export function promises(of: Journey, setting: TimeSetting = {}, given = of.promises ?? []): PromiseVerdict[] {
  if (given.length === 0) return [];
  const walk = walkable(flowIn(of), setting);
  return prove({ walk, times: timesFromEntry(walk) }, given);
}

/** The same for a plan, which does not hold the promises of its journey. */
export function promisesOf(plan: Plan, given: readonly JourneyPromise[], setting: TimeSetting = {}): PromiseVerdict[] {
  const walk = walkable(flowIn(plan), setting);
  return prove({ walk, times: timesFromEntry(walk) }, given);
}

export function prove(ground: Ground, given: readonly JourneyPromise[]): PromiseVerdict[] {
  const { flow } = ground.walk;
  // What is not drawn to its end, or may spin, can be told by nobody.
  const open = flow.entry === undefined || flow.loose.size > 0 || checkLoops(flow.meaning.ops).length > 0;
  return given.map((promise) => ({ promise, verdict: open ? WATCHED : verdictOn(ground, promise) }));
}

function verdictOn(ground: Ground, promise: JourneyPromise): Verdict {
  const find = (moment: Parameters<typeof findMoment>[1]) => findMoment(ground.walk.flow, moment);
  const both = (a: Found | undefined, b: Found | undefined, then: (a: Found, b: Found) => Verdict): Verdict =>
    a && b ? then(a, b) : WATCHED;
  switch (promise.form) {
    case 'followed':
      return both(find(promise.from), find(promise.to), (from, to) => proveFollowed(ground, from, to, promise.within));
    case 'never-after':
      return both(find(promise.never), find(promise.after), (never, after) =>
        proveNeverAfter(ground, never, after, promise.within),
      );
    case 'passes':
      return both(find(promise.to), find(promise.through), (to, through) => provePasses(ground, to, through));
    case 'at-most': {
      const of = find(promise.of);
      return of ? proveAtMost(ground, of, promise.count, parseDuration(promise.per) ?? 0) : WATCHED;
    }
  }
}
