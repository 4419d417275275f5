import { yearsAround } from '@suivi/engine';
import type { EpochMs, Plan } from '@suivi/schema/plan';
import type { SyncInput } from './contract.ts';

/** What a plan may look at once this instant has come: read along with the events before it, so that it costs no further step. */
export function factsAt({ facts, calendars: names }: Plan, at: EpochMs): Pick<SyncInput, 'facts' | 'calendars'> {
  if (facts.length === 0 && names.length === 0) return {};
  return { facts, ...(names.length > 0 && { calendars: { names, years: yearsAround(at) } }) };
}
