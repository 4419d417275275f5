/** Which process is meant: a pid alone is reused by the kernel, with its start time and the boot it is unique. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot on Linux, the text of `ps -o lstart` elsewhere: compared, never computed with. */
  startedAt: string;
  bootId: string;
}

export function bootId(): string;

/** The identity of a living process, undefined when there is none (a zombie counts as gone). */
export function identify(pid: number): ProcessIdentity | undefined;

/** Whether exactly this process still lives. */
export function isAlive(identity: ProcessIdentity): boolean;

/** Sends a signal to this very process; false when it is gone. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean;

/** Sends a signal to the process group this process leads; false when the leader is gone. */
export function signalGroup(identity: ProcessIdentity, signal: NodeJS.Signals): boolean;
