import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { trpc } from '../api/trpc.ts';
import { overlay } from '../canvas/overlay-store.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';
import { useLive } from './live-stream.ts';
import { PeopleList } from './people-list.tsx';
import { RunDetail } from './run-detail.tsx';
import { RunGone } from './run-gone.tsx';
import { runPath } from './run-path.ts';

/** The right panel of People mode: who is behind a number, or one person's way. */
export function PeoplePanel() {
  const say = useSay();
  const { shown } = useJourney();
  const chosen = useUi((state) => state.run);
  const loaded = useQuery({ ...trpc.people.run.queryOptions({ run: chosen ?? '' }), enabled: chosen !== undefined });
  const streamed = useLive((state) => state.run);
  const run = streamed?.id === chosen ? streamed : loaded.data?.id === chosen ? loaded.data : undefined;

  useEffect(() => {
    overlay.set({ path: run ? runPath(shown, run) : undefined });
  }, [run, shown]);
  useEffect(() => () => overlay.set({ path: undefined }), []);

  return (
    <aside className="pane r peoplepanel" aria-label={say('people.panel')}>
      {chosen === undefined ? (
        <PeopleList />
      ) : run ? (
        <RunDetail key={run.id} run={run} />
      ) : (
        <RunGone error={loaded.error} />
      )}
    </aside>
  );
}
