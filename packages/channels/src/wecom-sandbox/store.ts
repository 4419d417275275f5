import { type ChatEvent, Chats } from './chats.ts';
import { type Fact, fact as factSchema, type NewFact, type RequestFact, type Settings } from './facts.ts';
import { openJournal } from './journal.ts';

/** What `kf/sync_msg` can hand out, oldest first. */
export type InboxFact = Extract<Fact, { type: 'reply' | 'undelivered' }>;

/** The sandbox's memory: facts on disk, and what follows from them. Nothing is ever merged or removed. */
export interface Store {
  readonly chats: Chats;
  readonly settings: Partial<Settings>;
  readonly requests: readonly RequestFact[];
  readonly inbox: readonly InboxFact[];
  /** msgids that were accepted, per kf account (`kfid/msgid`). */
  readonly acceptedIds: ReadonlySet<string>;
  /** Number of the newest fact that is surely on the disk. */
  readonly durableSeq: number;
  /** Writes a fact down. It counts at once for later decisions; the promise resolves when it is on the disk. */
  add(fact: NewFact): Promise<Fact>;
  /** Chat events with a number above `seq`. */
  eventsAfter(seq: number): ChatEvent[];
  /** Calls `listener` for each chat event once it is on the disk; returns how to stop. */
  onEvent(listener: (event: ChatEvent) => void): () => void;
  close(): Promise<void>;
}

/** Opens the store in `dir`. `now` gives epoch ms. Throws when the journal is damaged (see `openJournal`). */
export async function openStore(dir: string, now: () => number): Promise<Store> {
  const journal = await openJournal(dir);
  const chats = new Chats();
  const settings: Partial<Settings> = {};
  const requests: RequestFact[] = [];
  const inbox: InboxFact[] = [];
  const acceptedIds = new Set<string>();
  const events: ChatEvent[] = [];
  const listeners = new Set<(event: ChatEvent) => void>();
  let lastSeq = 0;
  let durableSeq = 0;

  function apply(fact: Fact): ChatEvent | undefined {
    lastSeq = fact.seq;
    if (fact.type === 'request') {
      requests.push(fact);
      if (fact.accepted && fact.message) acceptedIds.add(`${fact.message.openKfId}/${fact.message.msgid}`);
    } else if (fact.type === 'settings') {
      Object.assign(settings, fact.changed);
    } else if (fact.type !== 'patient') {
      inbox.push(fact);
    }
    const event = chats.apply(fact);
    if (event) events.push(event);
    return event;
  }

  for (const line of journal.loaded) apply(factSchema.parse(line));
  durableSeq = lastSeq;

  return {
    chats,
    settings,
    requests,
    inbox,
    acceptedIds,
    get durableSeq() {
      return durableSeq;
    },
    async add(fact) {
      const numbered = factSchema.parse({ ...fact, seq: lastSeq + 1, at: now() });
      const event = apply(numbered);
      await journal.append(numbered);
      durableSeq = numbered.seq;
      if (event) for (const listener of listeners) listener(event);
      return numbered;
    },
    eventsAfter: (seq) => events.filter((event) => event.seq > seq && event.seq <= durableSeq),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => journal.close(),
  };
}
