import type { Deadline, EpochMs, LocalTime, Plan, TraceRow, Window } from '@suivi/schema';
import type { Watch } from './driver.ts';
import type { Life } from './life.ts';
import { placeOf } from './open-visits.ts';

interface Wait {
  entered: EpochMs;
  until?: EpochMs | undefined;
  /** An operator set its end, or it stood still for a while: the clock of the drawing is not the only one. */
  touched: boolean;
}

/**
 * Nothing lies after what the driver has told of; a wait ends by its time when the row that announced it said it would,
 * and not before the length of time or the hour of the drawing, by the platform's own clock.
 */
export function neverEarly(life: Life): Watch {
  const waits = new Map<string, Wait>();
  const wall = wallClock(life.zone ?? life.journey.zone);
  return ({ rows, told }) => {
    for (const row of rows) {
      if (row.at > told)
        throw new Error(`${row.node} ${row.kind} at ${row.at}, and nobody has told of more than ${told}`);
      const wait = waits.get(placeOf(row)) ?? { entered: row.at, touched: false };
      waits.set(placeOf(row), wait);
      if (row.kind === 'held' || row.by === 'operator') wait.touched = true;
      if (row.kind === 'waiting' || row.kind === 'deferred' || row.kind === 'acting') wait.until = row.until;
      if (row.kind !== 'woke' || (row.by !== 'deadline' && row.by !== 'window')) continue;
      const early = whyEarly(life, wall, wait, row);
      if (early) throw new Error(`${row.node} #${row.visit} ended at ${new Date(row.at).toISOString()}: ${early}`);
    }
  };
}

function whyEarly({ plan, start }: Life, wall: Wall, wait: Wait, { node, at, by, port }: TraceRow): string | undefined {
  if (by === 'deadline') {
    if (wait.until === undefined) return 'nothing said that it would';
    if (at < wait.until || (!wait.touched && at !== Math.max(wait.until, wait.entered)))
      return `it was to end at ${new Date(wait.until).toISOString()}`;
  }
  if (wait.touched) return undefined;
  const deadlines = deadlinesOf(plan, node, port);
  const [only] = deadlines;
  if (deadlines.length > 1) {
    const length = deadlines.reduce((sum, each) => sum + ('after' in each ? each.after : 0), 0);
    return at >= wait.entered + length ? undefined : 'its lengths of time had not passed';
  }
  return only && notYet(only, wall, { at, start, entered: wait.entered });
}

/** The deadlines that a visit has behind it: of what is handed on within one node there are two. */
function deadlinesOf({ ops }: Plan, node: string, port: string | undefined): Deadline[] {
  const inside = port === undefined ? undefined : ops[`${node}/1`];
  return [ops[node], inside].flatMap((op) => {
    const until = op?.op === 'wait' ? op.until : op?.op === 'act' ? op.pending?.until : undefined;
    return until ? [until.deadline] : [];
  });
}

function notYet(
  deadline: Deadline,
  wall: Wall,
  { at, start, entered }: { at: EpochMs; start: EpochMs; entered: EpochMs },
): string | undefined {
  const [now, then] = [wall(at), wall(entered)];
  if ('after' in deadline) return at >= entered + deadline.after ? undefined : 'its length of time had not passed';
  if ('sinceEntry' in deadline)
    return at >= start + deadline.sinceEntry ? undefined : 'it was too soon after the entry';
  if ('inDays' in deadline) {
    const day = dayAfter(then.date, deadline.inDays);
    // So many work days are as many days at least.
    const early = deadline.calendar === undefined ? isBefore(now, day, deadline.at) : now.date < day;
    return early ? `it was not ${day} ${deadline.at} yet` : undefined;
  }
  if ('next' in deadline) {
    if (!('weekdays' in deadline.next)) return isBefore(now, then.date, deadline.next.at) ? 'not that hour' : undefined;
    return deadline.next.weekdays.includes(now.weekday) && now.time >= deadline.next.at
      ? undefined
      : 'not that weekday';
  }
  if ('window' in deadline) return isOpen(deadline.window, now) ? undefined : `its window was closed at ${now.time}`;
  return undefined;
}

const isBefore = (now: WallTime, date: string, time: LocalTime): boolean =>
  `${now.date} ${now.time}` < `${date} ${time}`;

function isOpen({ from, to, weekdays, spread }: Window, { time, weekday }: WallTime): boolean {
  if (spread !== undefined) return true;
  const night = from > to && time < to;
  const day = night ? ((weekday + 5) % 7) + 1 : weekday;
  if (weekdays && !weekdays.includes(day)) return false;
  return from === to || (from < to ? time >= from && time < to : time >= from || night);
}

interface WallTime {
  date: string;
  time: LocalTime;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
}
type Wall = (at: EpochMs) => WallTime;
const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Wall {
  const format =
    clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(zone, format);
  return (at) => {
    const [date = '', time = ''] = format.format(at).split(' ');
    return { date, time, weekday: new Date(date).getUTCDay() || 7 };
  };
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
