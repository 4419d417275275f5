/** The work of staff: to-dos, and messages that a person has to send. Types only, shared by API and builder. */
import type { EpochMs } from './instant.ts';
import type { LocalText } from './text.ts';
import type { OutboxState } from './views.ts';

export type TaskState = 'open' | 'closed' | 'lapsed';

export interface StaffGroup {
  key: string;
  label: LocalText;
  members: { id: string; name: string }[];
}

/** One account that can belong to a group. */
export interface StaffPerson {
  id: string;
  name: string;
  qualification: string;
}

/**
 * `mine`: to-dos of the groups one belongs to and of patients one answers for; `group`: of all groups, or of the named
 * one.
 */
export const WORK_FILTERS = ['mine', 'group'] as const;
export type WorkFilter = (typeof WORK_FILTERS)[number];
/** `today`: everything to be done by the end of the patient's day: overdue, due today, or without a time. */
export const WORK_DUE = ['today', 'overdue', 'all'] as const;
export type WorkDue = (typeof WORK_DUE)[number];

interface WorkCommon {
  patient: { id: string; name: string; test: boolean };
  journey: { id: string; title: LocalText; number: number };
  node: string;
  /** IANA zone of the patient's wall clock: their own, else the journey's. */
  zone: string;
  group: { key: string; label: LocalText };
  /** Instant of the journey's time at which it came up. */
  at: EpochMs;
  due?: EpochMs;
  /** Time left on the clock that the due time is of (a trial has a clock of its own); negative = overdue. */
  leftMs?: number;
}

export interface WorkTask extends WorkCommon {
  kind: 'task';
  id: string;
  title: LocalText;
  instructions: LocalText;
  outcomes: { id: string; label: LocalText }[];
  /** The run stands still until it is closed. */
  waits: boolean;
  escalatedAt?: EpochMs;
  /** What came in and made this to-do, as far as it is data of the catalogue: `{value: 320, unit: 'mg/dL'}`. */
  cause?: { type: string; at: EpochMs; data: Record<string, unknown> };
}

/** A text that leaves as soon as a person confirms it (待员工确认). */
export interface WorkMessage extends WorkCommon {
  kind: 'message';
  /** The outbox key, run/node/visit. */
  key: string;
  text: string;
  /** 审核：姓名 职称 日期 */
  reviewer: { name: string; qualification: string; at: EpochMs };
  /** `awaitingStaff`; after I confirmed it, for two minutes more, what has become of it. */
  state: OutboxState;
  reason?: string;
}

export type WorkItem = WorkTask | WorkMessage;

export interface WorkList {
  items: WorkItem[];
  /** To go on reading; absent on the last page. */
  next?: string;
  counts: { today: number; overdue: number; all: number; doneToday: number };
}

/** What became of a to-do, or of a message after it was confirmed or declined. */
export interface TaskClosed {
  task: string;
  outcome: string;
  at: EpochMs;
}
export interface MessageDecided {
  key: string;
  state: OutboxState;
  /** Why it does not leave: `consent`, `approval`, `staff`. */
  reason?: string;
}
