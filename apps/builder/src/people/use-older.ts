import type { Journey } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { trpc } from '../api/trpc.ts';
import { overlay, useOverlay } from '../canvas/overlay-store.ts';
import { withOlder } from './older-picture.ts';
import { ruleEnds } from './rule-ends.ts';

const NONE = { ghosts: {}, wires: [] };

/** The picture of People mode: the newest version, with what older ones still need to have drawn. */
export function usePicture(
  journey: string,
  newest: Journey | undefined,
  version: string | undefined,
): Journey | undefined {
  // A key that changes when somebody came to a place that may not be drawn yet; not at every tick.
  const places = useOverlay((state) => placesOf(state.counts, newest));
  const several = useOverlay((state) => state.seen?.versions.some(({ id }) => id !== state.seen?.version) ?? false);
  const older = useQuery({
    ...trpc.people.older.queryOptions({ journey, ...(version ? { version } : {}) }),
    enabled: newest !== undefined && several,
    placeholderData: (before) => before,
  });
  const { refetch } = older;
  useEffect(() => {
    if (places !== '') void refetch();
  }, [places, refetch]);
  const { data = NONE } = older;
  const picture = useMemo(
    () => (newest && several ? withOlder(newest, data) : newest && { document: newest, ghosts: {} }),
    [newest, data, several],
  );
  const ends = useOverlay((state) => (picture ? ruleEnds(picture.document, state.counts) : 'loss'));
  useEffect(() => overlay.set({ ruleEnds: ends }), [ends]);
  useEffect(() => {
    if (picture) overlay.set({ ghosts: picture.ghosts });
  }, [picture]);
  return picture?.document;
}

/** The nodes and wires with a number that the newest version does not have. */
function placesOf(counts: ReturnType<typeof overlay.get>['counts'], newest: Journey | undefined): string {
  if (!newest) return '';
  const places: string[] = [];
  for (const [id, { split }] of Object.entries(counts)) {
    if (!newest.nodes[id]) places.push(id);
    for (const [port, to] of Object.entries(split ?? {})) places.push(`${id}/${port}/${Object.keys(to).join()}`);
  }
  return places.sort().join(' ');
}
