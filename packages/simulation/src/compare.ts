import { comparePath } from './compare-path.ts';
import { compareTexts } from './compare-texts.ts';
import type { Comparing, Difference, Report } from './difference.ts';
import { inLocal, isAt } from './expected-time.ts';
import type { ScenarioRun } from './scenario-run.ts';
import { localTime } from './scenario-time.ts';
import { readStep } from './step.ts';

/** Compares a run with what its scenario expects; what is not said is not compared. */
export function compareRun(run: ScenarioRun, comparing: Comparing): Difference[] {
  const { scenario, lineOf, unused } = comparing;
  const { expect } = scenario;
  const found: Difference[] = [];
  const report: Report = (code, params, path) => {
    const line = lineOf(path);
    found.push({ code, params, ...(line === undefined ? {} : { line }) });
  };
  if ((expect.enters ?? true) !== run.entered) {
    report(run.entered ? 'ENTERED' : 'NOT_ENTERED', {}, expect.enters === undefined ? ['entry'] : ['expect', 'enters']);
    return found;
  }
  if (!run.entered) return found;
  if (expect.path) comparePath(run.visits, expect.path, comparing, report);
  comparePasses(run, comparing, report);
  if (expect.texts) compareTexts(run.texts, expect.texts, comparing, report);
  compareEnd(run, comparing, report);
  compareNever(run, comparing, report);
  for (const each of unused) {
    if (each.why === 'refused') report('COMMAND_REFUSED', { op: each.op, reason: each.reason }, each.path);
    else report(each.why === 'outcome' ? 'OUTCOME_UNUSED' : 'NOT_REACHED', { node: each.node }, each.path);
  }
  return found;
}

function comparePasses({ visits }: ScenarioRun, comparing: Comparing, report: Report): void {
  let from = 0;
  for (const [index, step] of (comparing.scenario.expect.passes ?? []).entries()) {
    const wanted = readStep(step);
    if (!wanted) continue;
    const place = visits.findIndex(
      (visit, k) =>
        k >= from &&
        visit.node === wanted.node &&
        (wanted.port === undefined || visit.ports.includes(wanted.port)) &&
        isAt(wanted.at, wanted.within, visit.arrived, comparing),
    );
    if (place < 0) return report('NOT_PASSED', { node: stepWords(wanted) }, ['expect', 'passes', index]);
    from = place + 1;
  }
}

const stepWords = ({ node, port, at }: { node: string; port?: string | undefined; at?: string | undefined }): string =>
  `${node}${port === undefined ? '' : `.${port}`}${at === undefined ? '' : ` @ ${at}`}`;

function compareEnd(run: ScenarioRun, comparing: Comparing, report: Report): void {
  const { outcome, state, ended, standsAt } = comparing.scenario.expect;
  if (outcome !== undefined && outcome !== run.outcome)
    report('OUTCOME_DIFFERS', { expected: outcome, actual: run.outcome ?? run.state }, ['expect', 'outcome']);
  if (state !== undefined && state !== run.state)
    report('STATE_DIFFERS', { expected: state, actual: run.state }, ['expect', 'state']);
  if (ended !== undefined && (run.ended === undefined || !isAt(ended, undefined, run.ended, comparing))) {
    const actual = run.ended === undefined ? run.state : localTime(comparing.zone, run.ended);
    report('ENDED_DIFFERS', { expected: inLocal(ended, comparing), actual }, ['expect', 'ended']);
  }
  if (standsAt !== undefined && [...standsAt].sort().join() !== [...run.standsAt].sort().join())
    report('STANDS_ELSEWHERE', { expected: standsAt.join(', '), actual: run.standsAt.join(', ') || run.state }, [
      'expect',
      'standsAt',
    ]);
}

function compareNever(run: ScenarioRun, { scenario, zone }: Comparing, report: Report): void {
  const { nodes = [], ports = [], texts = [] } = scenario.expect.never ?? {};
  for (const [index, node] of nodes.entries()) {
    const visit = run.visits.find((each) => each.node === node);
    if (visit)
      report('NEVER_NODE', { node, actual: localTime(zone, visit.arrived) }, ['expect', 'never', 'nodes', index]);
  }
  for (const [index, port] of ports.entries()) {
    const visit = run.visits.find((each) => each.ports.some((id) => `${each.node}.${id}` === port));
    const actual = visit && localTime(zone, visit.left ?? visit.arrived);
    if (actual) report('NEVER_PORT', { port, actual }, ['expect', 'never', 'ports', index]);
  }
  for (const [index, text] of texts.entries()) {
    const got = run.texts.find((each) => each.got && each.text.includes(text));
    if (!got) continue;
    report('NEVER_TEXT', { text, node: got.node, actual: localTime(zone, got.at) }, [
      'expect',
      'never',
      'texts',
      index,
    ]);
  }
}
