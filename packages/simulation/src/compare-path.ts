import { align } from './align.ts';
import type { Comparing, Report } from './difference.ts';
import { inLocal, isAt } from './expected-time.ts';
import type { ExpectedStep } from './scenario.ts';
import { localTime } from './scenario-time.ts';
import { readStep, type Step } from './step.ts';
import type { Visit } from './visits.ts';

/** Compares the whole path: nodes by their order, then port and time of those that are in both. */
export function comparePath(
  visits: readonly Visit[],
  path: readonly ExpectedStep[],
  clock: Comparing,
  report: Report,
): void {
  const steps = path.map((step) => readStep(step) ?? ({ node: '' } satisfies Step));
  for (const { expected, actual } of align(steps.length, visits.length, (e, a) => steps[e]?.node === visits[a]?.node)) {
    const step: Step | undefined = expected === undefined ? undefined : steps[expected];
    const visit = actual === undefined ? undefined : visits[actual];
    const place = ['expect', 'path', ...(expected === undefined ? [] : [expected])];
    if (step && visit) compareStep(step, visit, clock, (code, params) => report(code, params, place));
    else if (step) report('STEP_MISSING', { node: step.node }, place);
    else if (visit)
      report('STEP_UNEXPECTED', { node: visit.node, actual: localTime(clock.zone, visit.arrived) }, place);
  }
}

function compareStep(
  { port, at, within }: Step,
  visit: Visit,
  clock: Comparing,
  report: (code: 'PORT_DIFFERS' | 'TIME_DIFFERS', params: Record<string, string>) => void,
): void {
  const { node } = visit;
  if (port !== undefined && !visit.ports.includes(port))
    report('PORT_DIFFERS', { node, expected: port, actual: visit.ports.join(', ') || '-' });
  if (at !== undefined && !isAt(at, within, visit.arrived, clock))
    report('TIME_DIFFERS', { node, expected: inLocal(at, clock), actual: localTime(clock.zone, visit.arrived) });
}
