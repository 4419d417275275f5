import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { trpc } from '../api/trpc.ts';
import { shownName } from '../canvas/node-words.ts';
import { overlay, useOverlay } from '../canvas/overlay-store.ts';
import { useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { useLive } from './live-stream.ts';
import { RunDetail } from './run-detail.tsx';
import { runPath } from './run-path.ts';
import { RunRow } from './run-row.tsx';

/** The list is read again at most this often, ms. */
const LIST_EVERY = 1_000;

/** The right panel of People mode: who is here, or one person's way. */
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
      {chosen && run ? <RunDetail run={run} /> : <RunList />}
    </aside>
  );
}

function RunList() {
  const say = useSay();
  const locale = useLocale();
  const { id, shown, view } = useJourney();
  const node = useUi((state) => state.peopleNode);
  const entered = useOverlay((state) => state.totals?.entered);
  const tick = useLive((state) => Math.floor((state.asOf ?? 0) / LIST_EVERY));
  const runs = useQuery({
    ...trpc.people.runs.queryOptions({ journey: id, ...(node ? { node } : {}) }),
    enabled: view.live !== undefined,
    placeholderData: (before) => before,
  });
  const { refetch } = runs;
  // The list follows the numbers, but a busy stream must not become a request per event.
  useEffect(() => {
    if (tick > 0) void refetch({ cancelRefetch: false });
  }, [tick, refetch]);
  const content = node ? shown.nodes[node] : undefined;
  return (
    <>
      <header className="ph">
        <div className="sp">
          <h2 className="m el">{content ? shownName(content, locale) : say('people.everyone')}</h2>
          <p className="xs mute">
            {node
              ? say('people.listedHere', { count: runs.data?.length ?? 0 })
              : say('people.enteredCount', { count: numberText(entered ?? 0) })}
          </p>
        </div>
        {node && (
          <button type="button" className="lnk sm" onClick={() => ui.set({ peopleNode: undefined })}>
            {say('people.showAll')}
          </button>
        )}
      </header>
      <ul className="runs">
        {view.live === undefined && <li className="empty">{say('people.notPublished')}</li>}
        {view.live !== undefined && runs.data?.length === 0 && <li className="empty">{say('people.nobody')}</li>}
        {runs.data?.map((run) => (
          <li key={run.id}>
            <RunRow run={run} document={shown} />
          </li>
        ))}
      </ul>
    </>
  );
}
