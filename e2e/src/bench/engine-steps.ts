import { compile } from '@suivi/compiler';
import { advance, start, takeRows } from '@suivi/engine';
import { drawJourney } from '@suivi/runtime/test/journeys.ts';
import type { Plan } from '@suivi/schema';
import type { Figure } from './figure.ts';

const NODES = 40;
const PATIENTS = 10_000;

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

/** As the compiler makes it, so that what is measured is what is run. */
function line(length: number): Plan {
  const inner = Array.from({ length: length - 2 }, (_, n) => `n${n + 1}`);
  const journey = drawJourney(
    'bench',
    {
      n0: ['trigger-event', { event: 'a.b', reentry: 'never' }],
      ...Object.fromEntries(
        inner.map((id, n) => [
          id,
          n % 2 === 0
            ? (['message', { text: `${n}` }] as const)
            : (['wait-duration', { until: { after: 'P9D' } }] as const),
        ]),
      ),
      end: ['exit', { outcome: 'done' }],
    },
    ['n0', ...inner].map((id, n) => [id, 'next', inner[n] ?? 'end'] as const),
  );
  const { plan, diagnostics } = compile(journey, 'bench');
  if (!plan) throw new Error(`does not compile: ${JSON.stringify(diagnostics)}`);
  return plan;
}
