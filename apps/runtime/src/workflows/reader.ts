import { eventFields } from '@suivi/engine';
import type { EpochMs, Plan } from '@suivi/schema/plan';
import type { SyncInput } from './contract.ts';

/** What `sync` must read before a deadline fires; nothing where the plan listens to nothing. */
export function reader(plan: Plan): (after: number, until: EpochMs) => SyncInput['read'] {
  const fields = eventFields(plan);
  return (after, until) => (plan.listens.length === 0 ? undefined : { after, until, listens: plan.listens, fields });
}
