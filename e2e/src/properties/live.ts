import { actKey, CLINICAL_HOLD, CLINICAL_RELEASE, type Command, FIELD_CHANGED, mainToken } from '@suivi/engine';
import { ACTIVITY, DAY, type EpochMs, HOUR, MINUTE } from '@suivi/schema';
import { Driver, type Seen } from './driver.ts';
import { changes, type Happened, type Life, RUN, type Write } from './life.ts';
import { bring } from './play.ts';

/** When something comes in: so many minutes after what was before, or when the run's next deadline is due. */
export type When = { minutes: number } | { due: true; shift: number };
/** What may happen, before it is known where the run stands then. Numbers choose among what is there. */
export type Maybe =
  /** `awaited`: of a type that the run waits for, if it does. */
  | { type: string; data: Record<string, unknown>; awaited?: number }
  /** `true`: what is not so yet; `false`: what is so already. */
  | { hold: boolean }
  | { key: string; value: unknown }
  | { key: string; days: number }
  /** Somebody has done what the run waits for. */
  | { answers: number; outcome: number }
  | { op: Command['op']; stale: number; to: number; minutes: number; mode: 'hold' | 'stretch' };
export interface Maybes {
  when: When;
  /** So many minutes before it came in did it happen; commands and writes are never late. */
  late: number;
  what: Maybe;
}

/** After the last happening the clock goes on for so long. */
const AFTERWARDS = 8 * DAY;
/** A deadline further away than this is not gone for. */
const FAR = 15 * DAY;

/** Lives through what may happen: from where the run stands at each moment follows what does happen. */
export function live(bare: Omit<Life, 'history' | 'until'>, maybes: readonly Maybes[]): Life {
  const life: Life = { ...bare, record: [...bare.record], history: [], until: bare.start };
  const driver = new Driver(life, 'kept', (seen) => writeByStep(life, seen));
  let now = life.start;
  for (const { when, late, what } of maybes) {
    driver.answerAll();
    const due = driver.due;
    const gap = 'minutes' in when ? when.minutes * MINUTE : (due ?? now + HOUR) - now + when.shift * MINUTE;
    now += Math.min(FAR, Math.max(0, gap));
    driver.passTo(now - 1);
    if (driver.state.ended) break;
    for (const happened of happening(life, driver, { now, at: now - late * MINUTE }, what)) {
      life.history.push(happened);
      bring(driver, happened);
    }
  }
  life.until = now + AFTERWARDS;
  driver.passTo(life.until);
  return numbered(life);
}

function happening(life: Life, driver: Driver, { now, at }: { now: EpochMs; at: EpochMs }, what: Maybe): Happened[] {
  const isHeld = driver.state.stopped?.clinical !== undefined;
  if ('hold' in what) return [happened(life, what.hold === isHeld ? CLINICAL_RELEASE : CLINICAL_HOLD, at, now, {})];
  if ('type' in what) return [happened(life, awaitedType(life, driver, what), at, now, what.data)];
  if ('key' in what) return written(life, what.key, now, 'days' in what ? dateAfter(now, what.days) : what.value);
  if ('answers' in what) return answered(life, driver, { now, at }, what);
  const token = mainToken(driver.state);
  const node = token && life.plan.ops[token.at]?.node;
  if (node === undefined) return [];
  const places = Object.keys(life.journey.nodes);
  const { op, stale, to, minutes, mode } = what;
  const more = {
    ...(op === 'goto' ? { to: places[to % places.length] ?? node } : {}),
    ...(op === 'setDeadline' ? { until: now + minutes * MINUTE } : {}),
    ...(op === 'pause' ? { mode } : {}),
    ...(op === 'exit' ? { outcome: 'out' } : {}),
  };
  return [{ order: { op, at: now, node, ...more, stale, by: 'operator', reason: 'tried' }, reached: now }];
}

function awaitedType({ plan }: Life, { state }: Driver, { type, awaited }: { type: string; awaited?: number }): string {
  if (awaited === undefined) return type;
  const types = state.tokens.flatMap(({ at }) => {
    const op = plan.ops[at];
    return op?.op === 'wait' ? op.events.map((event) => event.type) : [];
  });
  for (const { on } of [...plan.exits, ...plan.goals, ...plan.guards]) if (on) types.push(on.type);
  return types[awaited % Math.max(1, types.length)] ?? type;
}

function answered(
  life: Life,
  { state }: Driver,
  { now, at }: { now: EpochMs; at: EpochMs },
  { answers, outcome }: Extract<Maybe, { answers: number }>,
): Happened[] {
  const waiting = state.tokens.flatMap((token) => {
    const op = life.plan.ops[token.at];
    return op?.op === 'act' && op.pending && 'wait' in token.doing ? [{ op, visit: token.visit }] : [];
  });
  const chosen = waiting[answers % Math.max(1, waiting.length)];
  if (!chosen) return [];
  // What cannot be made says so at once.
  const known = [...Object.keys(chosen.op.outcomes).filter((each) => each !== 'failed'), 'unheard'];
  const data = { act: actKey(RUN, chosen.op.node, chosen.visit), outcome: known[outcome % known.length] };
  return [happened(life, chosen.op.pending?.event ?? '', at, now, data)];
}

function written(life: Life, key: string, now: EpochMs, value: unknown): Happened[] {
  const write: Write = { key, at: now, value };
  if (!changes(life, write)) return [];
  life.record.push(write);
  return [happened(life, FIELD_CHANGED, now, now, { key })];
}

/** What a step writes stands in the record at that instant, and whoever waits for it hears of it. */
function writeByStep(life: Life, { before, input }: Seen): void {
  if (!before || input?.kind !== 'acted') return;
  const token = before.tokens.find(({ id }) => id === input.token);
  const op = token && life.plan.ops[token.at];
  if (op?.op !== 'act' || op.kind !== ACTIVITY.setField) return;
  const write: Write = { key: String(op.with.field), at: before.now, value: op.with.to ?? null, byStep: true };
  if (!changes(life, write)) return;
  life.record.push(write);
  const event = happened(life, FIELD_CHANGED, write.at, write.at, { key: write.key });
  life.history.push({ ...event, byStep: true });
}

type Event = Extract<Happened, { event: unknown }>;

const happened = (
  { history }: Life,
  type: string,
  at: EpochMs,
  reached: EpochMs,
  data: Record<string, unknown>,
): Event => ({
  event: { seq: 0, id: `happens/${history.length + 1}`, type, at, data },
  reached,
});

/** Gives the events their numbers, in the order in which they came in. */
function numbered(life: Life): Life {
  let { seq } = life.enrolment;
  for (const happened of life.history) {
    if (!('event' in happened)) continue;
    seq += 1;
    happened.event.seq = seq;
  }
  return life;
}

export const dateAfter = (at: EpochMs, days: number): string => new Date(at + days * DAY).toISOString().slice(0, 10);
