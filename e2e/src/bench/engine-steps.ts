import { advance, Running, type Script, simulate, start, takeRows } from '@suivi/engine';
import type { Op, Plan } from '@suivi/schema';
import type { Figure } from './figure.ts';

const NODES = 40;
const PATIENTS = 10_000;
const DAY = 86_400_000;
const MONTHS_6 = 182 * DAY;
const GROWTH = [10, 30, 100, 300, 1_000];

/**
 * The engine alone: journeys of messages and waits by turns, driven through six months under a virtual clock. A step is a
 * node entered; seconds are those of one core, so that other work on the machine does not count.
 */
export function engineSteps(): Figure[] {
  const plan = line(NODES);
  measure(plan, 2_000);
  perSaved(plan, 2_000);
  const { steps, seconds } = measure(plan, PATIENTS);
  return [
    { name: 'engine.steps_per_s', value: Math.round(steps / seconds), unit: '1/s', n: steps },
    { name: 'engine.rehearsal_s', value: Number(seconds.toFixed(3)), unit: 's', n: PATIENTS },
    { name: 'engine.state_bytes', value: stateBytes(), unit: 'B', n: 1 },
    ...GROWTH.flatMap(growth),
  ];
}

/** The same work in journeys of different length: steps in a second, and the state at the end of one. */
function growth(nodes: number): Figure[] {
  const plan = line(nodes);
  const { steps, seconds } = measure(plan, Math.ceil(200_000 / nodes));
  const saved = perSaved(plan, Math.ceil(20_000 / nodes));
  return [
    { name: `engine.steps_per_s.${nodes}`, value: Math.round(steps / seconds), unit: '1/s', n: steps },
    { name: `engine.saved_steps_per_s.${nodes}`, value: saved, unit: '1/s', n: 20_000 },
    { name: `engine.state_bytes.${nodes}`, value: largest(plan), unit: 'B', n: 1 },
  ];
}

function measure(plan: Plan, patients: number): { steps: number; seconds: number } {
  const script: Script = { events: [], until: MONTHS_6 * 100, act: () => ({ outcome: 'queued' }) };
  let steps = 0;
  const seconds = busy(() => {
    for (let patient = 0; patient < patients; patient++) {
      const { rows } = simulate(plan, { run: 'r', patient: 'p', seq: 1 }, 0, script);
      for (const row of rows) if (row.kind === 'entered') steps += 1;
    }
  });
  return { steps, seconds };
}

/** Steps in a second for a driver that may save the state between any two of them, as a workflow does. */
function perSaved(plan: Plan, patients: number): number {
  let steps = 0;
  const seconds = busy(() => {
    for (let patient = 0; patient < patients; patient++) {
      let step = start(plan, { run: 'r', patient: 'p', seq: 1 }, 0);
      for (;;) {
        const taken = takeRows(step.state);
        for (const row of taken.rows) if (row.kind === 'entered') steps += 1;
        const [effect] = step.effects;
        if (effect?.do === 'perform')
          step = advance(plan, taken.state, { kind: 'acted', token: effect.token, outcome: 'queued' });
        else if (effect?.do === 'wait') step = advance(plan, taken.state, { kind: 'passed', at: effect.until ?? 0 });
        else break;
      }
    }
  });
  return Math.round(steps / seconds);
}

/** Seconds of one core that this took. */
function busy(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1_000_000;
}

/** The largest state of a run through sixty nodes in three tracks, as it is saved. */
function stateBytes(): number {
  const tracks = ['a', 'b', 'c'];
  const ops: Plan['ops'] = {
    n0: { op: 'begin', node: 'n0', next: { port: 'next', to: 'n1' } },
    n1: { op: 'fork', node: 'n1', tracks: tracks.map((track) => ({ port: track, to: `${track}0` })) },
    n2: { op: 'join', node: 'n2', wants: 'all', next: { port: 'next', to: 'n3' } },
    n3: { op: 'end', node: 'n3', outcome: 'done' },
  };
  for (const [k, track] of tracks.entries()) {
    for (let n = 0; n < 19; n++) {
      const node = `${track}${n}`;
      ops[node] = step(node, { port: 'next', to: n < 18 ? `${track}${n + 1}` : 'n2' }, n, (k + 7) * DAY);
    }
  }
  return largest({ ...line(3), ops });
}

function largest(plan: Plan): number {
  const run = new Running(plan, { run: crypto.randomUUID(), patient: crypto.randomUUID(), seq: 1 }, 0);
  let bytes = 0;
  for (;;) {
    const [effect] = run.effects;
    run.takeRows();
    bytes = Math.max(bytes, JSON.stringify(run.state).length);
    if (effect?.do === 'perform') run.apply({ kind: 'acted', token: effect.token, outcome: 'queued' });
    else if (effect?.do === 'wait') run.apply({ kind: 'passed', at: effect.until ?? 0 });
    else return bytes;
  }
}

function step(node: string, next: { port: string; to: string }, n: number, length: number): Op {
  return n % 2 === 1
    ? { op: 'act', node, kind: 'sendMessage', with: {}, outcomes: {}, next }
    : { op: 'wait', node, until: { deadline: { after: length }, ...next }, events: [], lookBack: true };
}

function line(length: number): Plan {
  const ops: Plan['ops'] = { n0: { op: 'begin', node: 'n0', next: { port: 'next', to: 'n1' } } };
  for (let n = 1; n < length - 1; n++) ops[`n${n}`] = step(`n${n}`, { port: 'next', to: `n${n + 1}` }, n, 9 * DAY);
  ops[`n${length - 1}`] = { op: 'end', node: `n${length - 1}`, outcome: 'done' };
  return {
    v: 3,
    journey: 'bench',
    zone: 'UTC',
    entry: 'n0',
    trigger: { on: 'event', event: 'a.b', reentry: { mode: 'never' } },
    ops,
    listens: [],
    facts: [],
    exits: [],
    goals: [],
    guards: [],
    calendars: [],
    testOnly: false,
  };
}
