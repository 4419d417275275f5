import type { EpochMs, SystemInfo } from '@suivi/schema';
import { createApiKey, listApiKeys, revokeApiKey } from '../accounts/api-keys.ts';
import { listAudit } from '../accounts/list-audit.ts';
import { readMe } from '../accounts/me.ts';
import { type Database, inOrganization } from '../database/database.ts';
import type { Notifications } from '../database/notifications.ts';
import type { RunClient } from '../inbox/run-client.ts';
import { draftSince, readDraft } from '../journeys/drafts.ts';
import { applyDraft, redoDraft, undoDraft } from '../journeys/edit-draft.ts';
import { createJourney, getJourney } from '../journeys/journey.ts';
import { listJourneys } from '../journeys/list-journeys.ts';
import { publish } from '../journeys/publish.ts';
import { publishCheck } from '../journeys/publish-check.ts';
import { approveText, submitReview, withdrawReview } from '../journeys/review.ts';
import { nodeServices } from '../nodes/node-services.ts';
import { patientServices } from '../patients/patient-services.ts';
import { controlServices } from '../people/control.ts';
import { enrol } from '../people/enrol.ts';
import { readOlderVersions } from '../people/older-versions.ts';
import { peopleAt } from '../people/people-at.ts';
import { getRun, listRuns } from '../people/runs.ts';
import { sendTestEvent } from '../people/send-event.ts';
import { createTestPatient, listTestPatients } from '../people/test-patients.ts';
import { watch } from '../people/watch.ts';
import { whyRun } from '../people/why-run.ts';
import { readThreads } from '../review-threads/read-threads.ts';
import { openThread, replyToThread, resolveThread } from '../review-threads/write-threads.ts';
import { taskServices } from '../tasks/task-services.ts';
import { trialServices } from '../trials/trial-services.ts';
import type { Caller, Services } from './services.ts';

export interface ServicesOptions {
  db: Database;
  notifications: Notifications;
  system: SystemInfo;
  /** How running workflows are reached; absent where there is no engine room. */
  runs?: Pick<RunClient, 'control'> | undefined;
  /** The clock against which instants of senders are checked. */
  now?(): EpochMs;
}

/** Puts the services together: each call is one transaction that sees the caller's organization only. */
export function makeServices({ db, notifications, system, runs, now = Date.now }: ServicesOptions): Services {
  type Work<T> = Parameters<typeof inOrganization<T>>[2];
  const as = <T>(caller: Caller, work: Work<T>) => inOrganization(db, caller.organizationId, work);
  return {
    ...controlServices(db, runs),
    ...trialServices(db),
    ...nodeServices(as),
    ...taskServices(as, now),
    ...patientServices(as, now),
    me: (caller) => readMe(db.app, caller),
    systemInfo: () => system,
    listJourneys: (caller) => as(caller, (tx) => listJourneys(tx)),
    createJourney: (caller, title) => as(caller, (tx) => createJourney(tx, caller, { title })),
    getJourney: (caller, journey) => as(caller, (tx) => getJourney(tx, caller, journey)),
    applyDraft: (caller, input) => as(caller, (tx) => applyDraft(tx, caller, input)),
    draftLog: (caller, { journey, after }) =>
      as(caller, async (tx) => {
        const { revision } = await readDraft(tx, journey);
        return draftSince(tx, caller, journey, revision, after);
      }),
    undoDraft: (caller, input) => as(caller, (tx) => undoDraft(tx, caller, input)),
    redoDraft: (caller, input) => as(caller, (tx) => redoDraft(tx, caller, input)),
    submitReview: (caller, journey) => as(caller, (tx) => submitReview(tx, caller, journey)),
    withdrawReview: (caller, journey) => as(caller, (tx) => withdrawReview(tx, caller, journey)),
    approve: (caller, input) => as(caller, (tx) => approveText(tx, caller, input)),
    listThreads: (caller, journey) => as(caller, (tx) => readThreads(tx, caller, journey)),
    openThread: (caller, input) => as(caller, (tx) => openThread(tx, caller, input)),
    replyToThread: (caller, input) => as(caller, (tx) => replyToThread(tx, caller, input)),
    resolveThread: (caller, input) => as(caller, (tx) => resolveThread(tx, caller, input)),
    publishCheck: (caller, journey) => as(caller, (tx) => publishCheck(tx, journey)),
    publish: (caller, input) => publish(db, caller, input),
    listRuns: (caller, input) => as(caller, (tx) => listRuns(tx, caller, input)),
    getRun: (caller, run) => as(caller, (tx) => getRun(tx, caller, run)),
    peopleAt: (caller, input) => as(caller, (tx) => peopleAt(tx, caller, input)),
    why: (caller, input) => as(caller, (tx) => whyRun(tx, caller, input)),
    olderVersions: (caller, input) => as(caller, (tx) => readOlderVersions(tx, input)),
    watch: (caller, input, signal) => watch(db, notifications, caller, input, signal),
    sendTestEvent: (caller, input) => as(caller, (tx) => sendTestEvent(tx, caller, input, now())),
    enrol: (caller, input) => as(caller, (tx) => enrol(tx, caller, input, now())),
    listTestPatients: (caller) => as(caller, (tx) => listTestPatients(tx, caller)),
    createTestPatient: (caller, name) => as(caller, (tx) => createTestPatient(tx, caller, name)),
    createApiKey: (caller, name) => as(caller, (tx) => createApiKey(tx, caller, name)),
    listApiKeys: (caller) => as(caller, (tx) => listApiKeys(tx)),
    revokeApiKey: (caller, id) => as(caller, (tx) => revokeApiKey(tx, caller, id)),
    listAudit: (caller, before) => as(caller, (tx) => listAudit(tx, before)),
  };
}
