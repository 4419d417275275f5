import type { LiveCounts, LiveEvent, NodeCount, RunView } from '@suivi/schema';
import { useEffect } from 'react';
import { create } from 'zustand';
import { client } from '../api/trpc.ts';
import { keepEqual, overlay } from '../canvas/overlay-store.ts';
import { markPainted } from './paint-mark.ts';

interface Live {
  connected: boolean;
  /** The run that is being followed, as the stream sends it. */
  run: RunView | undefined;
}

const START: Live = { connected: false, run: undefined };
export const useLive = create<Live>(() => START);

interface Handlers {
  onDraft(revision: number): void;
  onReview(): void;
}

/**
 * The one stream of a journey page: a browser allows six connections per server over HTTP/1.1. It resumes after the
 * last event by itself; choosing a person or a version replaces it by one that carries that.
 */
export function useLiveStream(
  { journey, run, version }: { journey: string; run: string | undefined; version: string | undefined },
  enabled: boolean,
  handlers: Handlers,
): void {
  useEffect(() => {
    if (!enabled) return;
    useLive.setState({ run: undefined });
    // The first event of a stream is the full state: what another stream said must not show through.
    let fresh = true;
    const subscription = client.people.watch.subscribe(
      { journey, ...(run ? { run } : {}), ...(version ? { version } : {}) },
      {
        onStarted: () => useLive.setState({ connected: true }),
        onConnectionStateChange: ({ state }) => useLive.setState({ connected: state === 'pending' }),
        onData: (message) => {
          take(message.data, handlers, fresh);
          fresh &&= message.data.type !== 'counts';
        },
        onError: () => useLive.setState({ connected: false }),
      },
    );
    return () => subscription.unsubscribe();
  }, [journey, run, version, enabled, handlers]);
}

export function resetLive(): void {
  useLive.setState(START);
}

function take(event: LiveEvent, handlers: Handlers, fresh: boolean): void {
  if (event.type === 'counts') takeCounts(event.counts, fresh);
  else if (event.type === 'run') useLive.setState({ run: event.run });
  else if (event.type === 'draft') handlers.onDraft(event.revision);
  else handlers.onReview();
}

function takeCounts(counts: LiveCounts, fresh: boolean): void {
  const { nodes, totals, cursor, settled, asOf, version, versions } = counts;
  const { counts: before, seen } = overlay.get();
  const merged = fresh || seen?.version !== version ? keepEqual(before, nodes) : mergeCounts(before, nodes);
  overlay.set({ counts: merged, totals, seen: { cursor, settled, asOf, version, versions } });
  useLive.setState({ connected: true });
  markPainted(cursor);
}

/** Later events carry only the nodes that changed; the others keep their object, so that they are not drawn again. */
export function mergeCounts(
  old: Record<string, NodeCount>,
  changed: Record<string, NodeCount>,
): Record<string, NodeCount> {
  return Object.keys(changed).length === 0 ? old : { ...old, ...changed };
}
