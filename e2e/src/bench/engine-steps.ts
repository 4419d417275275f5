import { advance, start, takeRows } from '@suivi/engine';
import type { Op, Plan } from '@suivi/schema';
import type { Figure } from './figure.ts';

const NODES = 40;
const PATIENTS = 10_000;
const DAY = 86_400_000;

/** A journey of forty nodes, message and wait by turns, driven through six months for ten thousand patients. */
export function engineSteps(): Figure[] {
  const plan = line(NODES);
  const run = (patients: number): number => {
    let steps = 0;
    for (let patient = 0; patient < patients; patient++) steps += drive(plan);
    return steps;
  };
  run(500);
  const since = performance.now();
  const steps = run(PATIENTS);
  const seconds = (performance.now() - since) / 1000;
  return [{ name: 'engine.steps_per_s', value: Math.round(steps / seconds), unit: '1/s', n: steps }];
}

function drive(plan: Plan): number {
  let step = start(plan, { run: 'r', patient: 'p', seq: 1 }, 0);
  let entered = 0;
  for (;;) {
    const taken = takeRows(step.state);
    for (const row of taken.rows) if (row.kind === 'entered') entered += 1;
    const [effect] = step.effects;
    if (effect?.do === 'perform')
      step = advance(plan, taken.state, { kind: 'acted', token: effect.token, outcome: 'queued' });
    else if (effect?.do === 'wait') step = advance(plan, taken.state, { kind: 'passed', at: effect.until ?? 0 });
    else return entered;
  }
}

function line(length: number): Plan {
  const ops: Record<string, Op> = { n0: { op: 'begin', node: 'n0', next: { port: 'next', to: 'n1' } } };
  for (let n = 1; n < length - 1; n++) {
    const exit = { port: 'next', to: `n${n + 1}` };
    ops[`n${n}`] =
      n % 2 === 1
        ? { op: 'act', node: `n${n}`, kind: 'sendMessage', with: {}, outcomes: {}, next: exit }
        : { op: 'wait', node: `n${n}`, until: { deadline: { after: 9 * DAY }, ...exit }, events: [], lookBack: true };
  }
  ops[`n${length - 1}`] = { op: 'end', node: `n${length - 1}`, outcome: 'done' };
  return {
    v: 2,
    journey: 'bench',
    zone: 'UTC',
    entry: 'n0',
    trigger: { on: 'event', event: 'a.b', reentry: { mode: 'never' } },
    ops,
    listens: [],
    facts: [],
    exits: [],
    guards: [],
    testOnly: false,
  };
}
