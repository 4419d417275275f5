import { lengthWords } from '@suivi/nodes';
import type { Diagnostic, Millis } from '@suivi/schema';
import type { Flow } from './flow.ts';
import { earliest, PASSED } from './reach.ts';
import type { Times } from './walk-flow.ts';

/** Waits whose deadline, counted from entry, is over before anybody can arrive. */
export function checkWindows(flow: Flow, times: Times): Diagnostic[] {
  return flow.ops.flatMap((op, at): Diagnostic[] => {
    const reach = times[at];
    if (!reach || op.op !== 'wait' || !op.until || !('sinceEntry' in op.until.deadline)) return [];
    const arrival = earliest(reach, PASSED);
    const { sinceEntry } = op.until.deadline;
    if (arrival < sinceEntry) return [];
    const params = { earliest: inWords(arrival), deadline: inWords(sinceEntry) };
    return [{ code: 'DEADLINE_PAST_ENTRY', severity: 'error', node: op.node, params }];
  });
}

const inWords = (length: Millis) => ({ zh: lengthWords(length, 'zh'), en: lengthWords(length, 'en') });
