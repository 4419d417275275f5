import type { Compiled } from '@suivi/compiler';
import type { Journey, JourneyView, Permission, SingleCommand } from '@suivi/schema';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { NodeApproval } from '../canvas/overlay-store.ts';
import type { DraftQueue, DraftSnapshot } from '../draft/draft-queue.ts';

export interface JourneyPageState {
  id: string;
  /** As loaded last; the draft in it is older than the queue's. */
  view: JourneyView;
  queue: DraftQueue;
  compiled: Compiled;
  approvals: Record<string, NodeApproval>;
  can(permission: Permission): boolean;
  /** The document on the canvas: the draft, or in People mode the newest version. */
  shown: Journey;
  editable: boolean;
}

export const JourneyContext = createContext<JourneyPageState | undefined>(undefined);

export function useJourney(): JourneyPageState {
  const state = useContext(JourneyContext);
  if (!state) throw new Error('useJourney is for parts of the journey page');
  return state;
}

/** The draft as it is drawn now, with every unsent edit. */
export function useDraft(): DraftSnapshot {
  const { queue } = useJourney();
  return useSyncExternalStore(queue.subscribe, queue.snapshot);
}

/** One edit, however many commands it takes. */
export function editDraft(queue: DraftQueue, commands: SingleCommand[]): void {
  const [only] = commands;
  if (!only) return;
  queue.edit(commands.length === 1 ? only : { do: 'batch', of: commands });
}
