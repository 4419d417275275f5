import { type EpochMs, MINUTE, parseDuration } from '@suivi/schema';
import type { Comparing } from './difference.ts';
import { instantAt, localTime, parseTime } from './scenario-time.ts';

type Clock = Pick<Comparing, 'entry' | 'zone'>;

/** Whether something was at the expected time, to the minute unless seconds are written; `within`: or so much later. */
export function isAt(text: string | undefined, within: string | undefined, actual: EpochMs, clock: Clock): boolean {
  const time = text === undefined ? undefined : parseTime(text);
  if (!time) return true;
  const wanted = instantAt(time, clock.entry, clock.zone);
  const grain = time.kind === 'absolute' && time.seconds ? 1_000 : MINUTE;
  const later = (within === undefined ? undefined : parseDuration(within)) ?? 0;
  const [first, last, was] = [wanted, wanted + later, actual].map((at) => Math.floor(at / grain)) as [
    number,
    number,
    number,
  ];
  return first <= was && was <= last;
}

/** An expected time as it reads on the wall clock. */
export function inLocal(text: string, { entry, zone }: Clock): string {
  const time = parseTime(text);
  return time ? localTime(zone, instantAt(time, entry, zone)) : text;
}
