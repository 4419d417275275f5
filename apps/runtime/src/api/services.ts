import type {
  ApprovalView,
  DraftApplied,
  DraftCommand,
  JourneyListItem,
  JourneyView,
  LiveEvent,
  LocalText,
  Manifests,
  Me,
  PublishCheck,
  RunListItem,
  RunView,
  SystemInfo,
  TestPatient,
  VersionView,
} from '@suivi/schema';
import type { NodeServices } from '../nodes/node-services.ts';
import type { PatientServices } from '../patients/patient-services.ts';
import type { ControlServices } from '../people/control.ts';
import type { PeopleModeServices } from '../people/services.ts';
import type { ReviewThreadServices } from '../review-threads/services.ts';
import type { TaskServices } from '../tasks/task-services.ts';
import type { TrialServices } from '../trials/trial-services.ts';
import type { Caller } from './caller.ts';

export type { Caller };

/** What the API can do, behind the permission checks of the router. Every call is bound to the caller's organization. */
export interface Services
  extends NodeServices,
    PatientServices,
    TaskServices,
    ControlServices,
    TrialServices,
    PeopleModeServices,
    ReviewThreadServices {
  me(caller: Caller): Promise<Me>;
  systemInfo(): SystemInfo;
  listJourneys(caller: Caller): Promise<JourneyListItem[]>;
  createJourney(caller: Caller, title: LocalText): Promise<{ id: string }>;
  getJourney(caller: Caller, journey: string): Promise<JourneyView>;
  applyDraft(
    caller: Caller,
    input: { journey: string; baseRevision: number; commands: DraftCommand[] },
  ): Promise<DraftApplied>;
  draftLog(caller: Caller, input: { journey: string; after: number }): Promise<DraftApplied>;
  undoDraft(caller: Caller, input: { journey: string; baseRevision: number }): Promise<DraftApplied>;
  redoDraft(caller: Caller, input: { journey: string; baseRevision: number }): Promise<DraftApplied>;
  submitReview(caller: Caller, journey: string): Promise<{ state: 'inReview' }>;
  withdrawReview(caller: Caller, journey: string): Promise<{ state: 'draft' }>;
  approve(
    caller: Caller,
    input: { journey: string; node: string; contentHash: string; contextHash: string },
  ): Promise<ApprovalView>;
  publishCheck(caller: Caller, journey: string): Promise<PublishCheck>;
  /** `manifests`: the nodes as the caller's page knows them; a page of another build is refused. */
  publish(
    caller: Caller,
    input: { journey: string; revision: number; note: string; manifests?: Manifests | undefined },
  ): Promise<VersionView>;
  listRuns(caller: Caller, input: { journey: string; node?: string | undefined }): Promise<RunListItem[]>;
  getRun(caller: Caller, run: string): Promise<RunView>;
  /** Live counts of all versions or of one, and the rows of one run if asked; resumes after `lastEventId`. */
  watch(
    caller: Caller,
    input: {
      journey: string;
      run?: string | undefined;
      version?: string | undefined;
      lastEventId?: string | undefined;
    },
    signal: AbortSignal,
  ): AsyncIterable<{ id: string; event: LiveEvent }>;
  sendTestEvent(
    caller: Caller,
    input: { patient: string; type: string; data: Record<string, unknown> },
  ): Promise<{ event: string; duplicate: boolean }>;
  enrol(
    caller: Caller,
    input: { journey: string; patient: string; at?: string | undefined; idempotencyKey?: string | undefined },
  ): Promise<{ event: string; duplicate: boolean }>;
  listTestPatients(caller: Caller): Promise<TestPatient[]>;
  createTestPatient(caller: Caller, name: string): Promise<TestPatient>;
  createApiKey(caller: Caller, name: string): Promise<{ id: string; secret: string }>;
  listApiKeys(
    caller: Caller,
  ): Promise<{ id: string; name: string; createdAt: number; lastUsedAt?: number; revoked: boolean }[]>;
  revokeApiKey(caller: Caller, id: string): Promise<void>;
  listAudit(caller: Caller, before?: number): Promise<AuditEntry[]>;
}

export interface AuditEntry {
  seq: number;
  at: number;
  by: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}
