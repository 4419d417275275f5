import type { LiveCounts, LiveEvent, NodeCount, RunView } from '@suivi/schema';
import { useEffect } from 'react';
import { create } from 'zustand';
import { client } from '../api/trpc.ts';
import { overlay } from '../canvas/overlay-store.ts';
import { markPainted } from './paint-mark.ts';

interface Live {
  /** Real time at which the numbers were true. */
  asOf: number | undefined;
  connected: boolean;
  /** The run that is being followed, as the stream sends it. */
  run: RunView | undefined;
  version: string | undefined;
}

const START: Live = { asOf: undefined, connected: false, run: undefined, version: undefined };
export const useLive = create<Live>(() => START);

interface Handlers {
  onDraft(revision: number): void;
  onReview(): void;
}

/**
 * The one stream of a journey page: a browser allows six connections per server over HTTP/1.1. It resumes after the
 * last event by itself; choosing a person replaces it by one that also carries that run.
 */
export function useLiveStream(journey: string, run: string | undefined, enabled: boolean, handlers: Handlers): void {
  useEffect(() => {
    if (!enabled) return;
    useLive.setState({ run: undefined });
    const subscription = client.people.watch.subscribe(
      { journey, ...(run ? { run } : {}) },
      {
        onStarted: () => useLive.setState({ connected: true }),
        onConnectionStateChange: ({ state }) => useLive.setState({ connected: state === 'pending' }),
        onData: (message) => take(message.data, handlers),
        onError: () => useLive.setState({ connected: false }),
      },
    );
    return () => subscription.unsubscribe();
  }, [journey, run, enabled, handlers]);
}

export function resetLive(): void {
  useLive.setState(START);
}

function take(event: LiveEvent, handlers: Handlers): void {
  if (event.type === 'counts') takeCounts(event.counts);
  else if (event.type === 'run') useLive.setState({ run: event.run });
  else if (event.type === 'draft') handlers.onDraft(event.revision);
  else handlers.onReview();
}

function takeCounts(counts: LiveCounts): void {
  const same = useLive.getState().version === counts.version;
  overlay.set({ counts: mergeCounts(same ? overlay.get().counts : {}, counts.nodes), totals: counts.totals });
  useLive.setState({ asOf: counts.asOf, version: counts.version, connected: true });
  markPainted(counts.cursor);
}

/** Later events carry only the nodes that changed; the others keep their object, so that they are not drawn again. */
export function mergeCounts(
  old: Record<string, NodeCount>,
  changed: Record<string, NodeCount>,
): Record<string, NodeCount> {
  return { ...old, ...changed };
}
