/**
 * When a run can be somewhere, as spans of time: since its start, and on the patient's wall clock counted from the local
 * midnight of some day (that of the start, that of a date of the patient). Kept as one row of numbers
 * `[earliest, latest, earliest, latest, …]`: first the time that has passed, then one pair per clock. Milliseconds;
 * infinite where nothing is known.
 */
export type Reach = Float64Array;

/** Place of the time since the start. */
export const PASSED = 0;
/** Place of the wall clock since the midnight of the day of the start. */
export const START_DAY = 1;
/** Place of the time of day, from 0 to one millisecond before midnight: a loop of many days may be at nine on each. */
export const TIME = 2;
/** From here on one wall clock for each date of the patient. */
export const FIRST_DATE = 3;

export const LAST_OF_DAY = 86_399_999;

export const earliest = (reach: Reach, place: number): number => reach[2 * place] ?? Number.NEGATIVE_INFINITY;
export const latest = (reach: Reach, place: number): number => reach[2 * place + 1] ?? Number.POSITIVE_INFINITY;

export function put(reach: Reach, place: number, from: number, to: number): void {
  reach[2 * place] = from;
  reach[2 * place + 1] = to;
}

/** Nothing known but that it is not before the start. */
export function anyTime(places: number): Reach {
  const reach = new Float64Array(2 * places);
  for (let place = 0; place < places; place++) {
    put(reach, place, place === PASSED ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }
  put(reach, TIME, 0, LAST_OF_DAY);
  return reach;
}

/** Widens `into` so that it holds `from` as well. @returns whether anything changed. */
export function include(into: Reach, from: Reach): boolean {
  let changed = false;
  for (let k = 0; k < into.length; k += 2) {
    const [low, high] = [from[k] ?? 0, from[k + 1] ?? 0];
    if (low < (into[k] ?? 0)) {
      into[k] = low;
      changed = true;
    }
    if (high > (into[k + 1] ?? 0)) {
      into[k + 1] = high;
      changed = true;
    }
  }
  return changed;
}

/** Keeps of a place only what lies within this span as well. */
export function narrow(reach: Reach, place: number, from: number, to: number): void {
  if (from > earliest(reach, place)) reach[2 * place] = from;
  if (to < latest(reach, place)) reach[2 * place + 1] = to;
}

/** The same without upper bounds; the time of day stays. */
export function unbounded(reach: Reach): Reach {
  const wide = reach.slice();
  for (let k = 1; k < wide.length; k += 2) if (k !== 2 * TIME + 1) wide[k] = Number.POSITIVE_INFINITY;
  return wide;
}

/** From then on at any time. */
export function open(reach: Reach): Reach {
  const wide = unbounded(reach);
  put(wide, TIME, 0, LAST_OF_DAY);
  return wide;
}
