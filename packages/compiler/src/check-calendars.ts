import type { Deadline, Diagnostic, NodeId } from '@suivi/schema';
import type { Catalog } from './check-zone.ts';
import type { Flow } from './flow.ts';
import { calendarOf } from './plan-parts.ts';
import { earliest, latest, PASSED } from './reach.ts';
import type { Times } from './walk-flow.ts';

const DAY = 86_400_000;

/**
 * Work-day calendars reach as far as the journey does. For somebody who enters now: a year that they certainly come to and
 * nobody knows is an error, one that they may come to a warning, since they would be held until it is added.
 */
export function checkCalendars(flow: Flow, times: Times, { calendars, now }: Catalog): Diagnostic[] {
  if (!calendars) return [];
  const told = new Set<NodeId>();
  return flow.ops.flatMap((op, at): Diagnostic[] => {
    const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
    const calendar = until && calendarOf(until.deadline);
    if (!until || calendar === undefined || told.has(op.node)) return [];
    const years = calendars[calendar]?.map(({ year }) => year) ?? [];
    const found = (code: Diagnostic['code'], severity: Diagnostic['severity'], year?: number): Diagnostic[] => {
      told.add(op.node);
      return [{ code, severity, node: op.node, params: { calendar, ...(year === undefined ? {} : { year }) } }];
    };
    if (years.length === 0) return found('CALENDAR_UNKNOWN', 'error');
    const reach = times[at];
    if (!reach || now === undefined) return [];
    const last = Math.max(...years);
    const [least, most] = lengthOf(until.deadline);
    const certain = yearOf(now + earliest(reach, PASSED) + least);
    if (certain > last) return found('CALENDAR_YEAR_BEYOND', 'error', certain);
    const possible = yearOf(now + latest(reach, PASSED) + most);
    return possible > last ? found('CALENDAR_YEAR_MAYBE', 'warning', last + 1) : [];
  });
}

/** How many milliseconds after the arrival the calendar is looked at, at least and at most. */
function lengthOf(deadline: Deadline): [number, number] {
  if ('inDays' in deadline) return [Math.max(0, deadline.inDays - 1) * DAY, (2 * deadline.inDays + 15) * DAY];
  return [0, 15 * DAY];
}

/** The local year may be a day further on than that of UTC; the 15 days above have room for it. */
const yearOf = (at: number): number => (Number.isFinite(at) ? new Date(at).getUTCFullYear() : Number.POSITIVE_INFINITY);
