/** People mode: who is behind a number, and why a patient is where they are. Types only, like views.ts. */
import type { Condition } from './condition.ts';
import type { EpochMs } from './instant.ts';
import type { JourneyNode, Position, Wire } from './journey.ts';
import type { NodeId, PortId } from './plan.ts';
import type { RunState } from './trace.ts';

/**
 * Which people. With a node: `entered` (every visit), `here` (being there now and not held), `held`, `left` (the run
 * ended there), `moved` (taken from there by a rule, an operator or the end of the run). Without: of the whole journey.
 */
export const PEOPLE_AT_NODE = ['entered', 'here', 'held', 'left', 'moved'] as const;
export const PEOPLE_IN_JOURNEY = ['inside', 'held', 'finished', 'exited'] as const;
export type PeopleState = (typeof PEOPLE_AT_NODE)[number] | (typeof PEOPLE_IN_JOURNEY)[number];

/** One visit behind a count, or one run of the whole journey. */
export interface PersonAt {
  run: string;
  /** Masked without the permission patient.identity. */
  patient: string;
  test: boolean;
  /** Their clock is that of a trial, not the reader's. */
  trial: boolean;
  /** IANA zone of their wall clock: their own, else the journey's. */
  zone: string;
  /** Number of the version they are in. */
  version: number;
  state: RunState;
  /** Where the run is now; absent when it has ended. */
  node?: NodeId;
  /** With a node asked for: the number of this visit. */
  visit?: number;
  /** Here: since when. Else the instant of what was counted; without a node, of the enrolment. */
  at: EpochMs;
  /** When they go on, if that is known. */
  until?: EpochMs;
  /** At that instant the to-do here is handed on to another group; the run does not go on. */
  handsOn?: true;
  outcome?: string;
}

export interface PeoplePage {
  people: PersonAt[];
  /** Give it as `after` to read on. */
  next?: string;
}

/** What older versions that people are in drew and the newest one does not. */
export interface OlderVersions {
  /** Removed nodes, as the newest of those versions had them. */
  ghosts: Record<NodeId, { node: JourneyNode; at: Position; version: number }>;
  /** Wires that lead elsewhere today, and people went along. */
  wires: (Wire & { version: number })[];
}

/** A decision that a run came by: which port, and the values that were looked at. */
export interface Decision {
  node: NodeId;
  visit: number;
  at: EpochMs;
  took: PortId;
  /** Which rule chose: `case`, `else`, `unknown`, `split`, `repeat`, `deadline`, an event type, an outcome. */
  by?: string;
  values?: Record<string, unknown>;
  /** The conditions of its ports, as the version of the run had them. */
  cases?: { port: PortId; if: Condition }[];
}

/** Who or what moved a run, when it was not the drawing. */
export interface Mover {
  by: 'operator' | 'rule' | 'goal' | 'join' | 'end' | 'trial';
  /** Name of the operator. */
  who?: string;
  reason?: string;
}

/** What ends a wait: events, a condition, a person's outcome, the deadline. */
export interface WaitedFor {
  until?: EpochMs;
  events: string[];
  condition?: Condition;
  person?: true;
}

/** How a run came to a node. */
export type Came =
  | { how: 'enrolled' }
  | { how: 'wire'; from: NodeId; port: PortId }
  | ({ how: 'moved'; from: NodeId } & Mover)
  /** A rule of the whole journey fired. */
  | { how: 'rule' };

/** Why a patient is at a node, or is not: read off the rows of the run and the plan of its version. */
export type WhyView = { node: NodeId } & (
  | { answer: 'here'; since: EpochMs; visit: number; came: Came; decision?: Decision; waits: WaitedFor; held?: string }
  /** Was here and went on. */
  | { answer: 'went-on'; since: EpochMs; at: EpochMs; port: PortId; came: Came; decision?: Decision; on?: Decision }
  /** Was taken from here. */
  | ({ answer: 'moved-on'; since: EpochMs; at: EpochMs; to?: NodeId; came: Came } & Mover)
  /** The run ended here. */
  | { answer: 'ended-here'; at: EpochMs; outcome: string; came: Came; decision?: Decision; mover?: Mover }
  /** At the last fork of the way there, another port was taken. `still`: it can be reached from where the run is. */
  | { answer: 'other-way'; decision: Decision; wanted: PortId[]; still: boolean }
  /** The way there is open: the run is still at `at`. */
  | { answer: 'not-yet'; at: NodeId; wanted: PortId[]; waits: WaitedFor }
  /** Taken from the way there, at `at`. */
  | ({ answer: 'moved-past'; at: NodeId; when: EpochMs; to?: NodeId; still: boolean } & Mover)
  /** The run ended before it came here. */
  | { answer: 'ended-before'; at: NodeId; when: EpochMs; outcome: string; mover?: Mover }
  /** A rule of the journey that has not fired. */
  | { answer: 'rule-silent'; events: string[]; condition?: Condition }
  /** No drawn way leads here from anywhere the run has been. */
  | { answer: 'no-way' }
  /** The version of this run does not have the node. */
  | { answer: 'not-in-version'; number: number }
);
