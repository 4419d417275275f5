import {
  apply,
  type DraftApplied,
  type DraftCommand,
  type DraftLogEntry,
  emptyJourney,
  invert,
  type Journey,
} from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { DraftQueue } from './draft-queue.ts';
import type { DraftTransport, Failure } from './transport.ts';

class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure);
    this.failure = failure;
  }
}

/** The server's draft log in memory, with the rules of the API: a stale base is refused. */
class Server implements DraftTransport {
  doc: Journey = emptyJourney({ en: 'Start' });
  readonly entries: DraftLogEntry[] = [];
  readonly undoable: DraftCommand[] = [];
  open = 0;
  mostOpen = 0;
  /** What the next calls of `apply` do instead of answering. */
  readonly next: ('lost-before' | 'lost-after' | 'refused')[] = [];

  write(command: DraftCommand): void {
    this.undoable.push(invert(this.doc, command));
    this.doc = apply(this.doc, command);
    this.entries.push({ seq: this.entries.length + 1, command, by: 'somebody', at: 0 });
  }

  answer(after: number): DraftApplied {
    return { revision: this.entries.length, entries: this.entries.filter((e) => e.seq > after), history: {} };
  }

  async apply(base: number, commands: DraftCommand[]): Promise<DraftApplied> {
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    await Promise.resolve();
    this.open--;
    const wish = this.next.shift();
    if (wish === 'lost-before') throw new Refused('later');
    if (wish === 'refused') throw new Refused('refused');
    if (base !== this.entries.length) throw new Refused('stale');
    for (const command of commands) this.write(command);
    if (wish === 'lost-after') throw new Refused('later');
    return this.answer(base);
  }

  async log(after: number): Promise<DraftApplied> {
    return this.answer(after);
  }

  async undo(base: number): Promise<DraftApplied> {
    if (base !== this.entries.length) throw new Refused('stale');
    const inverse = this.undoable.pop();
    if (inverse) {
      this.write(inverse);
      this.undoable.pop();
    }
    return this.answer(base);
  }

  redo(base: number): Promise<DraftApplied> {
    return Promise.resolve(this.answer(base));
  }
}

function start(server = new Server()) {
  const refused: unknown[] = [];
  let resume: (() => void) | undefined;
  const queue = new DraftQueue(
    { doc: server.doc, revision: server.entries.length, history: {} },
    {
      transport: server,
      failureOf: (error) => (error instanceof Refused ? error.failure : 'later'),
      onRefused: (error) => refused.push(error),
      now: () => 1_000,
      pause: () =>
        new Promise((resolve) => {
          resume = resolve;
        }),
    },
  );
  const reaches = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!done()) return;
        stop();
        resolve();
      };
      const stop = queue.subscribe(check);
      check();
    });
  return { server, queue, refused, reaches, reconnect: () => resume?.() };
}

const title = (en: string): DraftCommand => ({ do: 'setTitle', title: { en } });
const describeWords = (en: string): DraftCommand => ({ do: 'setDescription', description: { en } });

describe('the draft queue', () => {
  it('shows an edit at once and saves it', async () => {
    const { queue, server } = start();
    queue.edit(title('A'));
    expect(queue.snapshot()).toMatchObject({ doc: { title: { en: 'A' } }, save: 'saving' });
    expect(await queue.flush()).toBe(true);
    expect(server.doc.title).toEqual({ en: 'A' });
    expect(queue.snapshot()).toMatchObject({ save: 'saved', savedAt: 1_000, revision: 1 });
  });

  it('sends one request at a time, with everything typed in between in the next one', async () => {
    const { queue, server } = start();
    for (const text of ['A', 'AB', 'ABC']) queue.edit(title(text));
    await queue.flush();
    expect(server.mostOpen).toBe(1);
    expect(server.entries.map((entry) => entry.command)).toEqual([title('A'), title('AB'), title('ABC')]);
  });

  it('puts pending edits on top of those of somebody who was faster', async () => {
    const { queue, server } = start();
    server.write(describeWords('theirs'));
    queue.edit(title('mine'));
    await queue.flush();
    expect(queue.snapshot().doc).toEqual(server.doc);
    expect(server.doc).toMatchObject({ title: { en: 'mine' }, description: { en: 'theirs' } });
  });

  it('keeps edits while there is no connection, says so, and saves them once it is back', async () => {
    const { queue, server, reaches, reconnect } = start();
    server.next.push('lost-before');
    queue.edit(title('A'));
    await reaches(() => queue.snapshot().save === 'offline');
    expect(queue.unsaved).toBe(true);
    queue.edit(describeWords('B'));
    reconnect();
    await reaches(() => queue.snapshot().save === 'saved');
    expect(server.doc).toMatchObject({ title: { en: 'A' }, description: { en: 'B' } });
  });

  it('does not send an edit twice when only its answer was lost', async () => {
    const { queue, server, reaches, reconnect } = start();
    server.next.push('lost-after');
    queue.edit(title('A'));
    await reaches(() => queue.snapshot().save === 'offline');
    reconnect();
    await reaches(() => queue.snapshot().save === 'saved');
    expect(server.entries).toHaveLength(1);
  });

  it('takes an edit back that the server refuses, and keeps those after it', async () => {
    const { queue, server, refused } = start();
    server.next.push('refused');
    queue.edit(title('A'));
    queue.edit(describeWords('B'));
    await queue.flush();
    expect(refused).toHaveLength(1);
    expect(queue.snapshot().doc).toMatchObject({ title: { en: 'Start' }, description: { en: 'B' } });
    expect(server.doc).toEqual(queue.snapshot().doc);
  });

  it('saves pending edits before it undoes', async () => {
    const { queue, server } = start();
    queue.edit(title('A'));
    expect(await queue.step('undo')).toBe(true);
    expect(server.entries).toHaveLength(2);
    expect(queue.snapshot().doc.title).toEqual({ en: 'Start' });
  });

  it('undoes on top of edits that came in meanwhile', async () => {
    const { queue, server } = start();
    queue.edit(title('A'));
    await queue.flush();
    server.write(describeWords('theirs'));
    server.undoable.pop();
    expect(await queue.step('undo')).toBe(true);
    expect(queue.snapshot().doc).toMatchObject({ title: { en: 'Start' }, description: { en: 'theirs' } });
  });

  it('takes in what somebody else did when it is told of a newer revision', async () => {
    const { queue, server } = start();
    server.write(title('theirs'));
    await queue.pull(1);
    expect(queue.snapshot()).toMatchObject({ doc: { title: { en: 'theirs' } }, revision: 1 });
  });
});

describe('an edit that would void approvals', () => {
  const title = (zh: string): DraftCommand => ({ do: 'setTitle', title: { zh } });
  const holding = () => {
    const server = new Server();
    const queue = new DraftQueue(
      { doc: server.doc, revision: 0, history: {} },
      {
        transport: server,
        failureOf: (error) => (error instanceof Refused ? error.failure : 'later'),
        onRefused: () => undefined,
        voids: (_before, after) => (after.title.zh?.startsWith('!') ? ['n1'] : []),
        now: () => 0,
        pause: () => Promise.resolve(),
      },
    );
    return { server, queue };
  };

  it('is drawn, named and not sent until the person says so', async () => {
    const { server, queue } = holding();
    queue.edit(title('!'));
    expect(queue.snapshot()).toMatchObject({ doc: { title: { zh: '!' } }, held: ['n1'], save: 'held' });
    expect(await queue.flush()).toBe(false);
    expect(server.entries).toHaveLength(0);
    queue.release();
    expect(await queue.flush()).toBe(true);
    expect(server.doc.title.zh).toBe('!');
  });

  it('can be thrown away, and what was saved stays', async () => {
    const { server, queue } = holding();
    queue.edit(title('saved'));
    await queue.flush();
    queue.edit(title('!'));
    queue.discard();
    expect(queue.snapshot()).toMatchObject({ doc: { title: { zh: 'saved' } }, held: [], save: 'saved' });
    expect(await queue.flush()).toBe(true);
    expect(server.doc.title.zh).toBe('saved');
  });

  it('is taken back by undo without having been saved', async () => {
    const { server, queue } = holding();
    queue.edit(title('!'));
    queue.edit(title('!!'));
    expect(await queue.step('undo')).toBe(true);
    expect(queue.snapshot()).toMatchObject({ doc: { title: { zh: '!' } }, held: ['n1'] });
    await queue.step('undo');
    expect(queue.snapshot()).toMatchObject({ held: [], save: 'saved' });
    expect(server.entries).toHaveLength(0);
  });

  it('goes on its way by itself when a further edit makes it harmless', async () => {
    const { server, queue } = holding();
    queue.edit(title('!'));
    queue.edit(title('fine'));
    await queue.flush();
    expect(server.doc.title.zh).toBe('fine');
  });
});
