import type { LiveEvent } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';
import { connectionLost } from '../database/connection-lost.ts';
import type { Database } from '../database/database.ts';
import { CHANNEL, MISSED, type Notifications } from '../database/notifications.ts';
import { Bell } from './bell.ts';
import { changedNodes } from './live-counts.ts';
import { type Look, lookAt, type WatchInput } from './live-look.ts';

/** Announcements closer together than this are answered by one look. */
const COALESCE_MS = 30;
/** A notification may be lost with its connection: look by ourselves now and then. */
const HEARTBEAT_MS = 10_000;
/** Pause before looking again at a database that went away. */
const RETRY_MS = 500;
/** While the cursor lags behind what is counted: first and longest pause between two looks. */
const BEHIND_MS = { first: 20, most: 200 } as const;

/**
 * The live state of a journey: first everything, then what changed. Never more than one look is under way, and a
 * look that takes long makes the next one wait as long. Resuming starts from the full state again, which is exact.
 * @throws SuiviError JOURNEY_UNKNOWN, RUN_UNKNOWN
 */
export async function* watch(
  db: Database,
  notifications: Notifications,
  caller: Caller,
  input: WatchInput,
  signal: AbortSignal,
): AsyncGenerator<{ id: string; event: LiveEvent }> {
  const bell = new Bell();
  const watched = new Set<string>();
  // Listening begins before the first look, or a change in between would wait for the heartbeat.
  const stops = [
    notifications.on(
      CHANNEL.trace,
      (version) => (version === MISSED || watched.size === 0 || watched.has(version)) && bell.ring(),
    ),
    notifications.on(CHANNEL.draft, (journey) => (journey === MISSED || journey === input.journey) && bell.ring()),
    ...(input.run === undefined ? [] : [notifications.on(CHANNEL.outbox, () => bell.ring())]),
  ];
  let before: Look | undefined;
  let count = 0;
  let behind = 0;
  try {
    while (!signal.aborted) {
      const began = performance.now();
      const look = await lookAt(db, caller, input).catch((error: unknown) => {
        if (!connectionLost(error)) throw error;
      });
      if (!look) {
        await bell.pause(RETRY_MS, signal);
        continue;
      }
      const took = performance.now() - began;
      for (const version of look.versions) watched.add(version);
      for (const event of difference(before, look)) {
        count += 1;
        yield { id: `${look.counts?.cursor ?? '0:0'}:${count}`, event };
      }
      before = look;
      behind = look.counts?.settled === false ? Math.min(behind * 2 || BEHIND_MS.first, BEHIND_MS.most) : 0;
      await bell.pause(Math.max(COALESCE_MS, took) - (performance.now() - began - took), signal);
      await bell.wait(behind || HEARTBEAT_MS, signal);
    }
  } finally {
    for (const stop of stops) stop();
  }
}

function difference(before: Look | undefined, look: Look): LiveEvent[] {
  const events: LiveEvent[] = [];
  const { counts } = look;
  const old = before?.counts;
  if (counts && old?.version !== counts.version) events.push({ type: 'counts', counts });
  else if (counts && old) {
    const nodes = changedNodes(old.nodes, counts.nodes);
    const moved = old.cursor !== counts.cursor || JSON.stringify(old.versions) !== JSON.stringify(counts.versions);
    if (moved || Object.keys(nodes).length > 0) events.push({ type: 'counts', counts: { ...counts, nodes } });
  }
  if (look.run && JSON.stringify(look.run) !== JSON.stringify(before?.run)) events.push({ type: 'run', run: look.run });
  if (before && before.revision !== look.revision) events.push({ type: 'draft', revision: look.revision });
  if (before && before.review !== look.review) events.push({ type: 'review' });
  return events;
}
