import type { JourneyView } from '@suivi/schema';
import { useEffect, useRef, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { DraftQueue } from '../draft/draft-queue.ts';
import { failureOf, trpcTransport } from '../draft/trpc-transport.ts';
import { finishTyping } from '../draft/typing.ts';
import { voidedBy } from './voided-by.ts';

/** The queue of one open journey. Leaving the page with edits that are not saved asks first. */
export function useDraftQueue(id: string, view: JourneyView): DraftQueue | undefined {
  const [queue, setQueue] = useState<DraftQueue | undefined>();
  const approvals = useRef(view.approvals);
  approvals.current = view.approvals;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the queue starts from the first load; later ones are older than it
  useEffect(() => {
    const own = new DraftQueue(
      { doc: view.draft, revision: view.revision, history: view.history },
      {
        transport: trpcTransport(id),
        failureOf,
        onRefused: notifyError,
        voids: (before, after) => voidedBy(before, after, id, approvals.current),
        now: () => Date.now(),
        pause,
      },
    );
    setQueue(own);
    const onLeave = (event: BeforeUnloadEvent) => {
      finishTyping();
      if (own.unsaved) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      // What is typed or queued still goes out; the page it belonged to is gone.
      finishTyping();
      own.release();
      void own.flush().then(() => own.close());
    };
  }, [id]);
  return queue;
}

/** Waits, or less when the browser says that the connection is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = window.setTimeout(done, ms);
    window.addEventListener('online', done);
  });
}
