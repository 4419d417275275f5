import type { WorkDue, WorkFilter, WorkItem } from '@suivi/schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone, notifyError, notifyRefused } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { useSay, type WordKey } from '../words/words.ts';

/** The list is asked for again this often while it is shown, so that what colleagues did is gone from it. */
const REFRESH_MS = 4_000;

export interface WorkQuery {
  filter: WorkFilter;
  group?: string;
  due: WorkDue;
}

export const keyOf = (item: WorkItem): string => (item.kind === 'task' ? item.id : item.key);

export function useWorkList(query: WorkQuery) {
  return useInfiniteQuery({
    queryKey: [...trpc.tasks.list.queryKey(), query],
    queryFn: ({ pageParam }) => client.tasks.list.query({ ...query, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
    placeholderData: (previous) => previous,
  });
}

export interface WorkActions {
  /** Keys of the items that are being saved: shown as such until the server has answered. */
  saving: ReadonlySet<string>;
  close(task: { id: string }, outcome: { id: string; label: string }, note: string): Promise<void>;
  confirm(key: string): Promise<void>;
  decline(key: string, reason: string): Promise<void>;
}

/**
 * Closing and confirming. An item says at once that it is being saved, and leaves the list only when the server says so;
 * if somebody was faster, that is told and the list shows how things are.
 */
export function useWorkActions(): WorkActions {
  const say = useSay();
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set());
  const during = async (key: string, work: () => Promise<void>) => {
    setSaving((keys) => new Set(keys).add(key));
    try {
      await work();
    } catch (error) {
      notifyError(error);
    }
    await queryClient.invalidateQueries({ queryKey: trpc.tasks.list.queryKey() });
    setSaving((keys) => new Set([...keys].filter((other) => other !== key)));
  };
  return {
    saving,
    close: (task, outcome, note) =>
      during(task.id, async () => {
        await client.tasks.close.mutate({ task: task.id, outcome: outcome.id, note });
        notifyDone(say('work.closed', { outcome: outcome.label }));
      }),
    confirm: (key) =>
      during(key, async () => {
        const { state, reason } = await client.tasks.confirmMessage.mutate({ key });
        if (state === 'queued') notifyDone(say('work.confirmed'));
        else notifyRefused(say('work.refused', { reason: say(refusalKey(reason)) }));
      }),
    decline: (key, reason) =>
      during(key, async () => {
        await client.tasks.declineMessage.mutate({ key, reason });
        notifyDone(say('work.declined'));
      }),
  };
}

const REFUSALS = ['address', 'approval', 'channel', 'consent', 'staff', 'staffGroup', 'variable'] as const;

/** Why a message did not leave, in words; a reason of the vendor's is told by the delivery state alone. */
export function refusalKey(reason: string | undefined): WordKey {
  const known = REFUSALS.find((each) => each === reason);
  return known ? `refused.${known}` : 'delivery.expired';
}
