import { apply, type DraftApplied, type DraftCommand, type DraftHistory, type Journey } from '@suivi/schema';
import { stillToSend } from './rebase.ts';
import type { DraftTransport, Failure } from './transport.ts';

/** `held`: the newest edits void approvals, and wait here for the person's word. */
export type SaveState = 'saved' | 'saving' | 'offline' | 'held';

/** What the page sees: the document with every edit in it, sent or not. */
export interface DraftSnapshot {
  doc: Journey;
  /** The server's revision; edits that are still pending are not part of it. */
  revision: number;
  save: SaveState;
  /** When the last edit was saved; undefined until then. */
  savedAt: number | undefined;
  history: DraftHistory;
  /** The newest edit that the server has not confirmed, which undo would take back first. */
  pending: DraftCommand | undefined;
  /** What the edits that are held back would void, as {@link DraftPorts.voids} named it. Empty when nothing is held. */
  held: readonly string[];
}

export interface DraftPorts {
  transport: DraftTransport;
  failureOf(error: unknown): Failure;
  /** The server said no to an edit; it has been taken out of the document. */
  onRefused(error: unknown): void;
  /** What saving `after` over `before` would void. As long as there is anything, edits are held back. */
  voids?(before: Journey, after: Journey): readonly string[];
  now(): number;
  /** Resolves after the time, or earlier when the connection is back. */
  pause(ms: number): Promise<void>;
}

/** Largest number of commands in one request; the API takes 500. */
const BATCH = 200;
const LONGEST_PAUSE = 15_000;

/**
 * Edits are applied at once and sent one request at a time. When somebody else was faster, their commands are taken
 * in and the pending ones go on top: `apply` is total, so that this never fails.
 */
export class DraftQueue {
  #server: Journey;
  #sending: DraftCommand[] = [];
  #waiting: DraftCommand[] = [];
  #running = false;
  #closed = false;
  #snapshot: DraftSnapshot;
  readonly #ports: DraftPorts;
  readonly #listeners = new Set<() => void>();

  constructor(start: { doc: Journey; revision: number; history: DraftHistory }, ports: DraftPorts) {
    this.#server = start.doc;
    this.#ports = ports;
    this.#snapshot = { ...start, save: 'saved', savedAt: undefined, pending: undefined, held: [] };
  }

  readonly snapshot = (): DraftSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  edit(command: DraftCommand): void {
    const doc = apply(this.#snapshot.doc, command);
    this.#waiting.push(command);
    const held = this.#ports.voids?.(this.#server, doc) ?? [];
    this.#emit({ doc, held, save: this.#saveState(held) });
    void this.#send();
  }

  /** The person has seen what the edits void: they are saved. */
  release(): void {
    if (this.#snapshot.held.length === 0) return;
    this.#emit({ held: [], save: this.#saveState([]) });
    void this.#send();
  }

  /** Takes back every edit that is held. */
  discard(): void {
    if (this.#snapshot.held.length === 0) return;
    this.#waiting = [];
    this.#rebuild({ held: [] });
    this.#settle();
  }

  #saveState(held: readonly string[]): SaveState {
    if (held.length > 0) return 'held';
    return this.#snapshot.save === 'offline' ? 'offline' : 'saving';
  }

  get unsaved(): boolean {
    return this.#sending.length + this.#waiting.length > 0;
  }

  /** Resolves true once everything is saved, false when that is not possible now. */
  flush(): Promise<boolean> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.#running && !['offline', 'held'].includes(this.#snapshot.save)) return;
        unsubscribe();
        resolve(!this.unsaved && !this.#closed);
      };
      const unsubscribe = this.subscribe(check);
      void this.#send();
      check();
    });
  }

  /** Takes back, or brings back, one edit of this person. False when there is nothing to do or no connection. */
  async step(kind: 'undo' | 'redo'): Promise<boolean> {
    if (kind === 'undo' && this.#snapshot.held.length > 0) return this.#dropNewest();
    if (!(await this.flush()) || this.#running) return false;
    this.#running = true;
    this.#emit({ save: 'saving' });
    const call = () => this.#ports.transport[kind](this.#snapshot.revision);
    try {
      this.#accept(await call().catch((error: unknown) => this.#afterStale(error, call)));
      return true;
    } catch (error) {
      this.#ports.onRefused(error);
      return false;
    } finally {
      this.#settle();
    }
  }

  /** Undo of an edit that was never saved. */
  #dropNewest(): boolean {
    this.#waiting.pop();
    const doc = [...this.#sending, ...this.#waiting].reduce(apply, this.#server);
    const held = this.#waiting.length === 0 ? [] : (this.#ports.voids?.(this.#server, doc) ?? []);
    this.#emit({ doc, held, save: this.#saveState(held) });
    void this.#send();
    return true;
  }

  /** Somebody else has edited: takes their commands in, unless an answer with them is on its way. */
  async pull(revision: number): Promise<void> {
    if (this.#running || revision <= this.#snapshot.revision) return;
    this.#running = true;
    try {
      await this.#catchUp();
    } catch {
      // Not reachable: the next answer brings the same commands.
    } finally {
      this.#settle();
    }
  }

  close(): void {
    this.#closed = true;
  }

  async #send(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    let failures = 0;
    while (this.#waiting.length > 0 && !this.#closed && this.#snapshot.held.length === 0) {
      this.#sending = this.#waiting.splice(0, BATCH);
      if (failures === 0) this.#emit({ save: 'saving' });
      try {
        this.#accept(await this.#ports.transport.apply(this.#snapshot.revision, this.#sending));
        failures = 0;
      } catch (error) {
        failures = await this.#recover(error, failures + 1);
      }
    }
    this.#settle();
  }

  /** @returns how often in a row it has failed now. */
  async #recover(error: unknown, failures: number): Promise<number> {
    const failure = this.#ports.failureOf(error);
    if (failure === 'refused') {
      this.#sending = [];
      this.#rebuild({});
      this.#ports.onRefused(error);
      return 0;
    }
    let late = failure === 'later';
    if (failure === 'stale') {
      const before = this.#snapshot.revision;
      late = await this.#catchUp().then(
        () => this.#snapshot.revision === before,
        () => true,
      );
    }
    this.#waiting.unshift(...this.#sending);
    this.#sending = [];
    if (!late) return 0;
    this.#emit({ save: 'offline' });
    await this.#ports.pause(Math.min(LONGEST_PAUSE, 500 * 2 ** failures));
    return failures;
  }

  async #afterStale(error: unknown, call: () => Promise<DraftApplied>): Promise<DraftApplied> {
    if (this.#ports.failureOf(error) !== 'stale') throw error;
    await this.#catchUp();
    return call();
  }

  async #catchUp(): Promise<void> {
    const answer = await this.#ports.transport.log(this.#snapshot.revision);
    this.#sending = stillToSend(this.#sending, answer.entries);
    this.#take(answer);
  }

  #accept(answer: DraftApplied): void {
    this.#sending = [];
    this.#take(answer, { savedAt: this.#ports.now() });
  }

  #take(answer: DraftApplied, more: Partial<DraftSnapshot> = {}): void {
    const fresh = answer.entries.filter((entry) => entry.seq > this.#snapshot.revision);
    this.#server = fresh.reduce((doc, entry) => apply(doc, entry.command), this.#server);
    this.#rebuild({ ...more, revision: Math.max(answer.revision, this.#snapshot.revision), history: answer.history });
  }

  #rebuild(more: Partial<DraftSnapshot>): void {
    this.#emit({ ...more, doc: [...this.#sending, ...this.#waiting].reduce(apply, this.#server) });
  }

  #settle(): void {
    this.#running = false;
    if (!this.unsaved) this.#emit({ save: 'saved' });
    else if (!this.#closed && this.#snapshot.held.length === 0) void this.#send();
  }

  #emit(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, pending: this.#waiting.at(-1) ?? this.#sending.at(-1) };
    for (const listener of this.#listeners) listener();
  }
}
