import { compile } from '@suivi/compiler';
import type { Journey, JourneyView } from '@suivi/schema';
import { useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react';
import { queryClient, trpc } from '../api/trpc.ts';
import { keepEqual, overlay, useOverlay } from '../canvas/overlay-store.ts';
import type { DraftQueue } from '../draft/draft-queue.ts';
import { resetLive, useLiveStream } from '../people/live-stream.ts';
import { usePicture } from '../people/use-older.ts';
import { useMe } from '../session/session.tsx';
import { approvalStates } from './approval-state.ts';
import type { JourneyPageState } from './journey-context.ts';
import { problemsByNode } from './node-problems.ts';
import { useUi } from './ui-store.ts';

const NOTHING: Pick<Journey, 'nodes' | 'wires' | 'layout'> = { nodes: {}, wires: {}, layout: {} };

/** Everything the parts of the page share; findings and approvals also go to the canvas overlay. */
export function useJourneyState(props: { id: string; view: JourneyView; queue: DraftQueue }): JourneyPageState {
  const { id, view, queue } = props;
  const me = useMe();
  const mode = useUi((state) => state.mode);
  const run = useUi((state) => state.run);
  const { doc } = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const late = useDeferredValue(doc);
  const compiled = useMemo(() => compile(late, id), [late, id]);
  const approvals = useMemo(() => approvalStates(compiled.needs, view.approvals), [compiled, view.approvals]);
  const permissions = useMemo(() => new Set(me.permissions), [me]);

  useEffect(() => {
    const { problems: before, approvals: signed } = overlay.get();
    overlay.set({
      problems: keepEqual(before, problemsByNode(compiled.diagnostics)),
      approvals: keepEqual(signed, approvals),
    });
  }, [compiled, approvals]);
  useEffect(
    () => () => {
      overlay.reset();
      resetLive();
    },
    [],
  );

  const handlers = useMemo(() => {
    const reload = () => {
      void queryClient.invalidateQueries({ queryKey: trpc.journeys.get.queryKey({ journey: id }) });
      void queryClient.invalidateQueries({ queryKey: trpc.threads.list.queryKey({ journey: id }) });
    };
    return { onDraft: (revision: number) => void queue.pull(revision), onReview: reload, reload };
  }, [queue, id]);
  const version = useUi((state) => state.version);
  useLiveStream({ journey: id, run, version }, permissions.has('run.read'), handlers);
  const liveVersion = useOverlay((state) => state.seen?.version);
  useEffect(() => {
    // A new version was published, here or elsewhere: its document is what People mode draws.
    if (liveVersion) handlers.reload();
  }, [liveVersion, handlers]);

  const picture = usePicture(id, mode === 'people' ? view.live?.document : undefined, version);
  const shown = mode === 'people' ? (picture ?? { ...doc, ...NOTHING }) : doc;
  const stable = useSame(shown, mode === 'people' && !view.live ? 'none' : shown);
  return useMemo(
    () => ({
      id,
      view,
      queue,
      compiled,
      approvals,
      can: (permission) => permissions.has(permission),
      shown: stable,
      editable: mode === 'design' && permissions.has('journey.edit'),
    }),
    [id, view, queue, compiled, approvals, permissions, stable, mode],
  );
}

/** Keeps the first value of a key, so that an empty canvas is not a new document at every render. */
function useSame<T>(value: T, key: unknown): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  return useMemo(() => value, [key]);
}
