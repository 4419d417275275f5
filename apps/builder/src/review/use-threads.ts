import type { ReviewThread } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../api/trpc.ts';
import { useJourney } from '../journey/journey-context.ts';

/** The threads of the open journey; with `node` those on it, without those about the journey or a node that is gone. */
export function useThreads(node?: string): ReviewThread[] {
  const { id, shown } = useJourney();
  const threads = useQuery(trpc.threads.list.queryOptions({ journey: id }));
  return (threads.data ?? []).filter((thread) =>
    node === undefined ? thread.node === undefined || !shown.nodes[thread.node] : thread.node === node,
  );
}

/** Somebody wrote, here or elsewhere. */
export const reloadThreads = (journey: string) =>
  queryClient.invalidateQueries({ queryKey: trpc.threads.list.queryKey({ journey }) });
