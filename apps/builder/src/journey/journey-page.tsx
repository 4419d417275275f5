import { Loader } from '@mantine/core';
import type { JourneyView } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { useParams } from 'react-router';
import { errorView } from '../api/error-view.ts';
import { trpc } from '../api/trpc.ts';
import { JourneyCanvas } from '../canvas/journey-canvas.tsx';
import { CommandsContext } from '../design/commands-context.ts';
import { DesignParts } from '../design/design-parts.tsx';
import { Inspector } from '../design/inspector.tsx';
import { Palette } from '../design/palette.tsx';
import { useDesignCommands } from '../design/use-design-commands.ts';
import { NodesNote } from '../packs/nodes-note.tsx';
import { PeopleOverCanvas } from '../people/people-over-canvas.tsx';
import { PeoplePanel } from '../people/people-panel.tsx';
import { ProblemsBar } from '../problems/problems-bar.tsx';
import { ReviewLegend } from '../review/review-legend.tsx';
import { ReviewPanel } from '../review/review-panel.tsx';
import { ReviewSide } from '../review/review-side.tsx';
import { VoidsBar } from '../review/voids-bar.tsx';
import { useMe } from '../session/session.tsx';
import { Fault } from '../shell/fault.tsx';
import { useSay, useText } from '../words/words.ts';
import { JourneyContext, useDraft, useJourney } from './journey-context.ts';
import { TopBar } from './top-bar.tsx';
import { ui, useUi } from './ui-store.ts';
import { openAddress, useAddress } from './use-address.ts';
import { useDraftQueue } from './use-draft-queue.ts';
import { useJourneyState } from './use-journey-state.ts';

export function JourneyPage() {
  const { id = '' } = useParams();
  const journey = useQuery(trpc.journeys.get.queryOptions({ journey: id }));
  if (journey.data) return <Loaded key={id} id={id} view={journey.data} />;
  if (journey.error) return <Fault view={errorView(journey.error)} retry={() => void journey.refetch()} />;
  return (
    <div className="centred">
      <Loader size="sm" />
    </div>
  );
}

function Loaded({ id, view }: { id: string; view: JourneyView }) {
  const queue = useDraftQueue(id, view);
  const people = useMe().permissions.includes('run.read');
  useEffect(() => {
    openAddress(people);
    return ui.reset;
  }, [people]);
  if (!queue) return null;
  return (
    <ReactFlowProvider>
      <Page id={id} view={view} queue={queue} />
    </ReactFlowProvider>
  );
}

function Page(props: Parameters<typeof useJourneyState>[0]) {
  const state = useJourneyState(props);
  useAddress();
  const text = useText();
  useEffect(() => {
    document.title = `${text(state.shown.title)} · Suivi`;
  });
  return (
    <JourneyContext.Provider value={state}>
      <WithCommands />
    </JourneyContext.Provider>
  );
}

function WithCommands() {
  const say = useSay();
  const { editable } = useJourney();
  const mode = useUi((state) => state.mode);
  const all = useDesignCommands();
  const commands = useMemo(() => (editable ? all : undefined), [editable, all]);
  return (
    <CommandsContext.Provider value={commands}>
      <div className="app" data-mode={mode}>
        <TopBar />
        <div className={`body ${mode}${commands ? '' : ' readonly'}`}>
          {mode === 'design' && commands && <Palette commands={commands} />}
          {mode === 'review' && <ReviewSide />}
          <div className="mid">
            <JourneyCanvas />
            {mode === 'design' && !commands && <p className="float readonlynote">{say('design.readonly')}</p>}
            <EmptyHint />
            <NodesNote />
            {mode === 'review' && <ReviewLegend />}
            {mode === 'people' && <PeopleOverCanvas />}
          </div>
          {mode === 'design' && <Inspector />}
          {mode === 'review' && <ReviewPanel />}
          {mode === 'people' && <PeoplePanel />}
        </div>
        {mode === 'design' && <VoidsBar />}
        {mode === 'design' && <ProblemsBar />}
        <DesignParts commands={commands} />
      </div>
    </CommandsContext.Provider>
  );
}

function EmptyHint() {
  const say = useSay();
  const mode = useUi((state) => state.mode);
  const { shown, editable } = useJourney();
  const { doc } = useDraft();
  if (mode === 'people' || Object.keys(shown.nodes).length > 0) return null;
  return <p className="emptyhint">{say(editable && doc === shown ? 'canvas.emptyEdit' : 'canvas.empty')}</p>;
}
