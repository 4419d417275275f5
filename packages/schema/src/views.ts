/** What the API answers and the builder shows: types only, shared so that neither side can drift. */
import type { Diagnostic } from './diagnostic.ts';
import type { DraftCommand } from './draft-command.ts';
import type { EpochMs } from './instant.ts';
import type { Journey } from './journey.ts';
import type { Permission, Role } from './role.ts';
import type { LocalText } from './text.ts';
import type { RunState, TraceRow } from './trace.ts';

export interface Me {
  user: { id: string; name: string; email: string };
  organization: { id: string; name: LocalText };
  roles: Role[];
  permissions: Permission[];
}

export interface SystemInfo {
  /** Demo sign-in exists on loopback only: accounts to offer on the sign-in page, else empty. */
  demoAccounts: { email: string; password: string; role: Role; name: string }[];
  /** Where the sandbox shows the patients' chats; absent without a sandbox. */
  sandboxUrl?: string;
  version: string;
  /** Started with --design-only: drawing and reviewing only, no journey runs. */
  designOnly: boolean;
}

export type JourneyStatus = 'draft' | 'inReview' | 'running' | 'paused';

export interface JourneyListItem {
  id: string;
  title: LocalText;
  description: LocalText;
  /** Example content (badge 示例): plausible, never meant for real patients. */
  example: boolean;
  status: JourneyStatus;
  /** People inside now. */
  inside: number;
  /** Messages handed over in the last seven days of real time. */
  sent7d: number;
  /** Runs that are held or failed. */
  held: number;
  /** Errors and open approvals of the draft. */
  problems: number;
  liveVersion?: number;
  editedBy?: string;
  editedAt: EpochMs;
  /** Node categories top to bottom, for the thumbnail. */
  shape: string[];
}

/** The newest approval of a node's text, and whether it still holds for the draft as it stands. */
export interface ApprovalView {
  node: string;
  contentHash: string;
  contextHash: string;
  /** Printed name and qualification at the time of signing. */
  by: string;
  qualification: string;
  at: EpochMs;
  state: 'valid' | 'lapsed';
}

/** A text that must be approved before the draft can be published. */
export interface ApprovalNeed {
  node: string;
  part: string;
  text: string;
  contentHash: string;
  contextHash: string;
}

export interface VersionView {
  id: string;
  number: number;
  planHash: string;
  publishedBy: string;
  publishedAt: EpochMs;
  note: string;
}

export interface JourneyView {
  id: string;
  example: boolean;
  status: JourneyStatus;
  draft: Journey;
  /** Sequence number of the last command in the draft's log. */
  revision: number;
  review: { state: 'draft' | 'inReview'; by?: string; at?: EpochMs };
  needs: ApprovalNeed[];
  approvals: ApprovalView[];
  versions: VersionView[];
  /** The document of the newest version: what People mode shows. */
  live?: { version: VersionView; document: Journey };
  history: DraftHistory;
}

/** What the signed-in person could undo and redo next: the command that would be applied. */
export interface DraftHistory {
  undo?: DraftCommand;
  redo?: DraftCommand;
}

export interface DraftLogEntry {
  seq: number;
  command: DraftCommand;
  by: string;
  at: EpochMs;
}

/** Answer to applying, undoing or redoing. `missing` = commands of others since the base, already part of `revision`. */
export interface DraftApplied {
  revision: number;
  /** The commands after the client's base revision, its own included, in order. */
  entries: DraftLogEntry[];
  history: DraftHistory;
}

export interface PublishCheck {
  ready: boolean;
  /** Errors of the compiler and missing approvals, in reading order. */
  missing: Diagnostic[];
  warnings: Diagnostic[];
}

/**
 * Counts of one node, over every version that is looked at:
 * entered = here + held + all ports + left + moved. A visit is counted, so a run that comes twice counts twice.
 */
export interface NodeCount {
  entered: number;
  /** Waiting or acting now. */
  here: number;
  /** Held here now. */
  held: number;
  /** The run ended here. */
  left: number;
  /** Taken from here by a rule, an operator, or because the run ended elsewhere. */
  moved: number;
  /** How many left by each port. */
  ports: Record<string, number>;
  /** Of `moved` and `left`, how many for a reason that is not drawn: `moved:rule`, `left:operator`, … */
  why?: Record<string, number>;
  /** Ports that led elsewhere in an older version: how many went to each node. */
  split?: Record<string, Record<string, number>>;
}

/** Runs of one version, or of several: entered = inside + held + finished + exited. */
export interface RunTotals {
  entered: number;
  inside: number;
  finished: number;
  exited: number;
  /** Held, or failed. */
  held: number;
}

export interface LiveCounts {
  /** The newest version: its picture is drawn. */
  version: string;
  /** `xid:id` of the newest row that every reader sees; also the id to resume the stream from. */
  cursor: string;
  /** False while rows after the cursor are counted already: an older transaction is still open. */
  settled: boolean;
  /** Real time at which these numbers were true. */
  asOf: EpochMs;
  /** Every node with a number; on a later event only the nodes that changed. */
  nodes: Record<string, NodeCount>;
  totals: RunTotals;
  /** Every version that somebody entered, newest first; never narrowed. */
  versions: ({ id: string; number: number } & RunTotals)[];
}

export interface RunListItem {
  id: string;
  /** Masked without the permission patient.identity. */
  patient: string;
  test: boolean;
  state: RunState;
  node?: string;
  enteredAt: EpochMs;
  wakeAt?: EpochMs;
  outcome?: string;
}

export interface RunStep extends TraceRow {
  epoch: number;
  /** Real time at which the row was written. */
  recorded: EpochMs;
  /** Name of the operator who did it. */
  who?: string;
  /** The event that caused it; its data only with the permission patient.identity. */
  event?: { type: string; data?: Record<string, unknown> };
  /** The to-do of this visit, for `acting` and `acted` rows. */
  task?: RunTask;
  /** The text of the message, for `acted` rows of a message. */
  text?: string;
  /** Where its delivery stands now. */
  delivery?: OutboxState;
}

/** A to-do as a trace row tells it: never its note. */
export interface RunTask {
  title: LocalText;
  group: LocalText;
  state: 'open' | 'closed' | 'lapsed';
  dueAt?: EpochMs;
  outcome?: LocalText;
  closedBy?: string;
  closedAt?: EpochMs;
}

/** A visit that has not ended: where a run is now. A guard's track makes a second one. */
export interface RunPlace {
  node: string;
  visit: number;
  since: EpochMs;
  until?: EpochMs;
  /** At that instant the to-do here is handed on to another group; the run does not go on. */
  handsOn?: true;
  state: 'running' | 'waiting' | 'acting' | 'held';
}

export interface RunView extends RunListItem {
  journey: string;
  /** Every place the run is at, in the order of arrival; none once it has ended. */
  places: RunPlace[];
  version: string;
  number: number;
  /** IANA zone of the wall clock that counts for this run: the patient's own, else the journey's. */
  zone: string;
  /** Opaque key to open the patient's chat in the sandbox; test patients only. */
  chat?: string;
  steps: RunStep[];
}

/** Life of an outgoing message. `awaitingStaff` is 待员工确认: a person has to press send. */
export const OUTBOX_STATES = [
  'queued',
  'awaitingStaff',
  'sending',
  'accepted',
  'delivered',
  'read',
  'failed',
  'expired',
  'blocked',
  'unknown',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** What the one live stream of a journey page carries. */
export type LiveEvent =
  | { type: 'counts'; counts: LiveCounts }
  | { type: 'run'; run: RunView }
  | { type: 'draft'; revision: number }
  | { type: 'review' };

export interface TestPatient {
  id: string;
  externalId: string;
  name: string;
  chat?: string;
}
