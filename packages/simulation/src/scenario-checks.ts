/** What a scenario names must exist: a typing error would otherwise be a test that proves nothing. */
import { isZone } from '@suivi/schema/zones';
import { Checking, type Path } from './checking.ts';
import { type Model, outcomesOf } from './model.ts';
import { COMMANDS, outcomeOf, outcomesOfNode } from './outcomes.ts';
import type { Problem } from './problem.ts';
import type { ExpectedStep, Scenario } from './scenario.ts';
import { readStep } from './step.ts';

export function checkScenario(
  scenario: Scenario,
  model: Model,
  lineOf: (path: Path) => number | undefined = () => undefined,
): Problem[] {
  const { plan } = model;
  if (!plan) {
    const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
    const reason = [...new Set(errors.map(({ code, node }) => (node ? `${code} (${node})` : code)))].join(', ');
    return [{ code: 'JOURNEY_HAS_ERRORS', params: { reason } }];
  }
  const checking = new Checking(model, plan, lineOf);
  const { zone, until } = scenario;
  if (zone !== undefined && !isZone(zone)) checking.report('SCENARIO_ZONE_UNKNOWN', { zone }, ['zone']);
  checkEntry(scenario, checking);
  checkHappenings(scenario, checking);
  checkOutcomes(scenario, checking);
  checking.time(until, ['until']);
  checkExpectation(scenario, checking);
  return checking.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function checkEntry({ entry, persona }: Scenario, checking: Checking): void {
  const { at, by, event } = entry;
  const { trigger } = checking.plan;
  if (at !== undefined) checking.time(at, ['entry', 'at'], 'entry');
  else if (by !== 'date') checking.report('SCENARIO_ENTRY_TIME_MISSING', {}, ['entry']);
  if ((event !== undefined && by !== 'hand') || by === 'event') {
    const wanted = trigger.on === 'event' ? trigger.event : '-';
    if (event !== undefined ? event !== wanted : trigger.on !== 'event')
      checking.report('SCENARIO_ENTRY_EVENT', { event: wanted, given: event ?? 'event' }, ['entry', 'event']);
  }
  if (by !== 'date') return;
  const field = trigger.on === 'date' ? trigger.date.field : '-';
  if (trigger.on !== 'date' || persona.fields[field] === undefined)
    checking.report('SCENARIO_ENTRY_DATE', { field }, ['entry', 'by']);
}

function checkHappenings({ happens }: Scenario, checking: Checking): void {
  for (const [index, each] of happens.entries()) {
    const at = ['happens', index];
    checking.time(each.at, [...at, 'at'], 'happens');
    if ('event' in each) checking.event(each.event, [...at, 'event']);
    if (!('command' in each)) continue;
    const { command } = each;
    if (!COMMANDS.includes(command)) {
      checking.report('SCENARIO_COMMAND_UNKNOWN', { command, known: COMMANDS.join(', ') }, [...at, 'command']);
    }
    checking.node(each.node, [...at, 'node']);
    checking.node(each.to, [...at, 'to']);
    checking.time(each.until, [...at, 'until']);
  }
}

function checkOutcomes({ on }: Scenario, checking: Checking): void {
  const { model, plan } = checking;
  for (const [index, { node, outcome: named, after }] of on.entries()) {
    const at = ['on', index];
    if (!checking.node(node, [...at, 'node'])) continue;
    checking.length(after, [...at, 'after']);
    const known = outcomesOfNode(model, plan, node);
    const outcome = outcomeOf(model, plan, node, named);
    const params = { node, outcome: named };
    if (known.length === 0) checking.report('SCENARIO_NODE_DOES_NOTHING', { node }, [...at, 'node']);
    else if (!outcome)
      checking.report('SCENARIO_OUTCOME_UNKNOWN', { ...params, known: known.join(', ') }, [...at, 'outcome']);
    else if (after !== undefined && !outcome.later)
      checking.report('SCENARIO_AFTER_NOT_POSSIBLE', params, [...at, 'after']);
  }
}

function checkExpectation({ expect, happens }: Scenario, checking: Checking): void {
  checkSteps(expect.path, ['expect', 'path'], checking);
  checkSteps(expect.passes, ['expect', 'passes'], checking);
  for (const [index, each] of (expect.texts ?? []).entries()) {
    if (typeof each === 'string') continue;
    const at = ['expect', 'texts', index];
    checking.node(each.node, [...at, 'node']);
    checking.time(each.at, [...at, 'at']);
    checking.length(each.within, [...at, 'within']);
  }
  const { nodes = [], ports = [] } = expect.never ?? {};
  for (const [index, each] of nodes.entries()) checking.node(each, ['expect', 'never', 'nodes', index]);
  for (const [index, each] of ports.entries()) {
    const [node = '', port = ''] = each.split('.');
    checking.port(node, port, ['expect', 'never', 'ports', index]);
  }
  for (const [index, each] of (expect.standsAt ?? []).entries()) checking.node(each, ['expect', 'standsAt', index]);
  checking.time(expect.ended, ['expect', 'ended']);
  const { outcome } = expect;
  const known = outcomesOf(checking.plan);
  const byOperator = happens.some((each) => 'command' in each && (each.outcome ?? 'operator') === outcome);
  if (outcome !== undefined && !known.includes(outcome) && !byOperator)
    checking.report('SCENARIO_END_UNKNOWN', { outcome, known: known.join(', ') }, ['expect', 'outcome']);
}

function checkSteps(steps: readonly ExpectedStep[] | undefined, path: Path, checking: Checking): void {
  for (const [index, each] of (steps ?? []).entries()) {
    const at = [...path, index];
    const step = readStep(each);
    if (!step) {
      checking.report('SCENARIO_STEP_INVALID', { step: String(each) }, at);
      continue;
    }
    if (step.port !== undefined) checking.port(step.node, step.port, at);
    else checking.node(step.node, at);
    checking.time(step.at, at);
    checking.length(step.within, at);
  }
}
