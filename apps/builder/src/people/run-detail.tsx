import { nodeDefinition } from '@suivi/nodes';
import type { RunView } from '@suivi/schema';
import { IconMessage2, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { portLabel, shownName } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { useSystem } from '../session/session.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { ZoneNote } from '../words/zone-note.tsx';
import { ActBar } from './act-bar.tsx';
import { outcomeWords } from './outcome-words.ts';
import { placesNow } from './run-path.ts';
import { STATE_CHIP } from './state-chip.ts';
import { Timeline } from './timeline.tsx';
import { WhyPanel } from './why-panel.tsx';

/** One person's way with times and texts, where they are now, and what comes next. */
export function RunDetail({ run }: { run: RunView }) {
  const say = useSay();
  const system = useSystem();
  const locale = useLocale();
  const { shown } = useJourney();
  const picking = useUi((state) => state.picking);
  const asked = useUi((state) => (picking ? undefined : state.selection[0]));
  const chat =
    run.chat && system?.sandboxUrl ? `${system.sandboxUrl}/?patient=${encodeURIComponent(run.chat)}` : undefined;
  return (
    <div className="panel">
      <header className="ph">
        <span className="av d big" aria-hidden="true">
          {[...run.patient][0]}
        </span>
        <div className="sp">
          <h2 className="row">
            <span className="m el">{run.patient}</span>
            {run.test && <span className="chip">{say('people.test')}</span>}
            <span className={`chip ${STATE_CHIP[run.state]}`}>{say(`run.${run.state}`)}</span>
          </h2>
          <p className="xs mute">
            {say('people.enteredOn', {
              time: timeText(run.enteredAt, 'dayClock', locale, run.zone),
              number: run.number,
            })}
          </p>
          <ZoneNote zone={run.zone} at={run.enteredAt} />
        </div>
        {chat && (
          <a
            className="ib"
            href={chat}
            target="_blank"
            rel="noreferrer"
            title={say('people.openChat')}
            aria-label={say('people.openChat')}
            data-testid="open-chat"
          >
            <IconMessage2 className="i" aria-hidden />
          </a>
        )}
        <button
          type="button"
          className="ib"
          aria-label={say('action.close')}
          onClick={() => ui.set({ run: undefined, selection: [] })}
        >
          <IconX className="i" aria-hidden />
        </button>
      </header>
      <ActBar run={run} />
      {asked !== undefined && shown.nodes[asked] && <WhyPanel run={run} node={asked} />}
      {!asked && run.steps.length > 0 && <p className="xs mute actnote">{say('why.hint')}</p>}
      <div className="formbody">
        <Timeline run={run} />
      </div>
      <WhatNext run={run} />
    </div>
  );
}

/** Where a person is now, until when at the latest, and where each way out leads; for every place they are at. */
function WhatNext({ run }: { run: RunView }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const places = placesNow(run);
  if (places.length === 0) {
    return run.outcome ? (
      <p className="nx sec">{say('people.outcome', { outcome: outcomeWords(run.outcome, say) })}</p>
    ) : null;
  }
  return (
    <ol className="tl nx" aria-label={say('people.next')}>
      {places.flatMap(({ node, visit, until, handsOn }) => {
        const content = shown.nodes[node];
        const next = content ? Object.values(shown.wires).filter((wire) => wire.from === node) : [];
        const now = (
          <Next key={`${node}/${visit}`} type={content?.type}>
            <b>{say('people.nowAt', { node: content ? shownName(content, locale) : node })}</b>
            {until !== undefined && (
              <p data-testid="deadline">
                {say(handsOn ? 'people.untilHandsOn' : 'people.until', {
                  time: timeText(until, 'dayClock', locale, run.zone),
                })}
              </p>
            )}
          </Next>
        );
        const ways = next.flatMap((wire) => {
          const target = shown.nodes[wire.to];
          if (!content || !target) return [];
          const words = { port: portLabel(content, wire.port, locale), node: shownName(target, locale) };
          return [
            <Next key={`${node}/${wire.port}/${wire.to}`} type={target.type}>
              <b>{say('people.then', words)}</b>
            </Next>,
          ];
        });
        return [now, ...ways];
      })}
    </ol>
  );
}

function Next({ type, children }: { type: string | undefined; children: ReactNode }) {
  const definition = nodeDefinition(type ?? '');
  const category = definition?.category ?? 'data';
  return (
    <li className={`k-${category}`}>
      <Tile category={category} icon={definition?.icon} />
      <div>{children}</div>
    </li>
  );
}
