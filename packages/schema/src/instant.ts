/**
 * Time as plain numbers, so that the engine and the workflow sandbox can use it without a date library.
 * `EpochMs` is an instant (milliseconds since 1970-01-01T00:00Z); `Millis` is a length of time.
 */
export type EpochMs = number & { readonly __brand?: 'EpochMs' };
export type Millis = number & { readonly __brand?: 'Millis' };

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 3_600_000;
export const DAY: Millis = 86_400_000;

/** The largest length a wait may have: ten years, so that a typing error cannot park a patient for ever. */
export const MAX_DURATION: Millis = 3_660 * DAY;

const PATTERN = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/;

/**
 * Reads the exact part of ISO 8601 durations (`P7D`, `PT24H`, `PT20S`, `P1DT12H`).
 * Months and years are left out on purpose: they have no fixed length, and a wait of "1 month" must be a calendar wait.
 * @returns milliseconds, or `undefined` when the text is no such duration, is zero or is longer than {@link MAX_DURATION}.
 */
export function parseDuration(text: string): Millis | undefined {
  const match = PATTERN.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [, weeks, days, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
  const total =
    ((weeks ?? 0) * 7 + (days ?? 0)) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
  return total > 0 && total <= MAX_DURATION ? total : undefined;
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 instant with an explicit offset. A date that does not exist (2026-02-30) is refused,
 * which `Date.parse` would silently move to March.
 */
export function parseInstant(text: string): EpochMs | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
