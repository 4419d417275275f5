import type { Journey, Millis, NodeId, Plan } from '@suivi/schema';
import { flowIn } from './meaning.ts';
import { earliest, FIRST_DATE, latest, PASSED, type Reach, START_DAY } from './reach.ts';
import { type TimeSetting, type Times, timesFromEntry, type Walkable, walkable } from './walk-flow.ts';

export type Bound = Millis | 'unbounded';

/** When patients can arrive at a node. Lengths in milliseconds. */
export interface NodeWindow {
  /** Since entry. */
  earliest: Millis;
  latest: Bound;
  /** On the patient's wall clock, counted from the midnight with which the day of entry began: 86,400,000 is D1 00:00. */
  clock: { earliest: Millis; latest: Bound };
  /** The same counted from the midnight of a date of the patient, as it stood when the wait for it was over. */
  dates: { field: string; earliest: Bound; latest: Bound }[];
}

/**
 * The earliest and latest arrival at each node that can be reached, over all times of entry, as data that the canvas
 * draws. Sound: whoever is neither held, paused nor moved by a person arrives within. Loops without a limit, waits without
 * a time-out and dates that may still be moved are `unbounded`. A draft is read as far as its nodes are sound and wired.
 */
export function timeWindows(of: Journey | Plan, setting: TimeSetting = {}): Record<NodeId, NodeWindow> {
  const walk = walkable(flowIn(of), setting);
  return windowsOf(walk, timesFromEntry(walk));
}

export function windowsOf({ flow, fields }: Walkable, times: Times): Record<NodeId, NodeWindow> {
  const windows: Record<NodeId, NodeWindow> = {};
  flow.addresses.forEach((address, at) => {
    const reach = times[at];
    const op = flow.ops[at];
    if (reach && op?.node === address) windows[address] = windowOf(reach, fields);
  });
  for (const { node, to } of [...flow.goals, ...flow.guards]) {
    const reach = times[to];
    // A rule has no instruction of its own: it acts when its track begins.
    if (reach) windows[node] ??= { ...windowOf(reach, []), earliest: 0 };
  }
  return windows;
}

function windowOf(reach: Reach, fields: readonly string[]): NodeWindow {
  return {
    earliest: earliest(reach, PASSED),
    latest: bound(latest(reach, PASSED)),
    clock: { earliest: Math.max(0, earliest(reach, START_DAY)), latest: bound(latest(reach, START_DAY)) },
    dates: fields.flatMap((field, k) => {
      const [low, high] = [earliest(reach, FIRST_DATE + k), latest(reach, FIRST_DATE + k)];
      return Number.isFinite(low) || Number.isFinite(high)
        ? [{ field, earliest: bound(low), latest: bound(high) }]
        : [];
    }),
  };
}

const bound = (length: number): Bound => (Number.isFinite(length) ? length : 'unbounded');
