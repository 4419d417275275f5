import type { Millis, NewTrial, TrialView } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';
import { type Database, inOrganization } from '../database/database.ts';
import { createTrial } from './create-trial.ts';
import { feedTrial } from './feed-trial.ts';

export interface TrialServices {
  createTrial(caller: Caller, input: NewTrial): Promise<TrialView>;
  feedTrial(caller: Caller, input: { trial: string; fedUntil: Millis }): Promise<{ fedUntil: Millis }>;
}

export const trialServices = (db: Database): TrialServices => ({
  createTrial: (caller, input) => inOrganization(db, caller.organizationId, (tx) => createTrial(tx, caller, input)),
  feedTrial: (caller, { trial, fedUntil }) =>
    inOrganization(db, caller.organizationId, (tx) => feedTrial(tx, trial, fedUntil)),
});
