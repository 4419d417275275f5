import { align } from './align.ts';
import type { Comparing, Report } from './difference.ts';
import { inLocal, isAt } from './expected-time.ts';
import type { ExpectedText } from './scenario.ts';
import { localTime } from './scenario-time.ts';
import type { TextSent } from './stage.ts';

/** Compares everything the patient got, in order: the wording, then the time of those that are in both. */
export function compareTexts(
  sent: readonly TextSent[],
  expected: readonly ExpectedText[],
  clock: Comparing,
  report: Report,
): void {
  const got = sent.filter((each) => each.got);
  const wanted = expected.map((each) => (typeof each === 'string' ? { text: each } : each));
  const same = (e: number, a: number): boolean => {
    const [want, have] = [wanted[e], got[a]];
    if (!want || !have) return false;
    if (want.node !== undefined && want.node !== have.node) return false;
    if (want.text !== undefined && tidy(want.text) !== tidy(have.text)) return false;
    return want.contains === undefined || have.text.includes(want.contains);
  };
  for (const pair of align(wanted.length, got.length, same)) {
    const want = pair.expected === undefined ? undefined : wanted[pair.expected];
    const have = pair.actual === undefined ? undefined : got[pair.actual];
    const place = ['expect', 'texts', ...(pair.expected === undefined ? [] : [pair.expected])];
    if (!want) {
      if (have)
        report('TEXT_UNEXPECTED', { text: have.text, node: have.node, actual: localTime(clock.zone, have.at) }, place);
    } else if (!have) report('TEXT_MISSING', { text: want.text ?? want.contains ?? want.node ?? '' }, place);
    else if (want.at !== undefined && !isAt(want.at, want.within, have.at, clock))
      report(
        'TEXT_TIME_DIFFERS',
        { text: have.text, expected: inLocal(want.at, clock), actual: localTime(clock.zone, have.at) },
        place,
      );
  }
}

/** How a long text is broken into lines in a file says nothing about it. */
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();
