import { advance, type Step, start, upcast } from '@suivi/engine';
import type { Plan } from '@suivi/schema/plan';
import type { JourneyRunInput } from './contract.ts';

/** The first step of an execution: of a new run, or of one that goes on with the state it had. */
export function begin(plan: Plan, { run, patient, enrol, state, zone }: JourneyRunInput): Step {
  if (zone && !zone.body) throw new Error('the zone was not expanded');
  // Asking again for what the saved state was waiting for: an input that changes nothing gives its effects.
  if (state) return advance(plan, upcast(state, run), { kind: 'passed', at: Number.NEGATIVE_INFINITY }, zone?.body);
  if (!enrol) throw new Error('neither enrolment nor state');
  const { at, ...entry } = enrol;
  // Runs of before did not name their patient: each of them was its own.
  return start(plan, { run, patient: patient ?? run, ...entry }, at, zone?.body);
}
