import { eventFields } from '@suivi/engine';
import type { EpochMs, Plan } from '@suivi/schema/plan';
import type { JourneyRunInput, SyncInput } from './contract.ts';

/** What `sync` must read before a deadline fires; nothing where the plan listens to nothing and nobody feeds it. */
export function reader(
  plan: Plan,
  { clock, zone }: JourneyRunInput,
): (after: number, until: EpochMs) => SyncInput['read'] {
  const fields = eventFields(plan);
  const trial = clock && { trial: { clock, zone: zone?.$zone ?? plan.zone } };
  if (plan.listens.length === 0 && !trial) return () => undefined;
  return (after, until) => ({ after, until, listens: plan.listens, fields, ...trial });
}
