import { Button } from '@mantine/core';
import { nodeDefinition } from '@suivi/nodes';
import type { RunView } from '@suivi/schema';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { portLabel, shownName } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { useSystem } from '../session/session.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { whereNow } from './run-path.ts';
import { STATE_CHIP } from './run-row.tsx';
import { Timeline } from './timeline.tsx';

/** One person's way with times and texts, where they are now, and what comes next. */
export function RunDetail({ run }: { run: RunView }) {
  const say = useSay();
  const system = useSystem();
  const locale = useLocale();
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
            {say('people.enteredOn', { time: timeText(run.enteredAt, 'dayClock', locale), number: run.number })}
          </p>
        </div>
        <button
          type="button"
          className="ib"
          aria-label={say('action.close')}
          onClick={() => ui.set({ run: undefined })}
        >
          <IconX className="i" aria-hidden />
        </button>
      </header>
      {chat && (
        <div className="acts">
          <Button
            component="a"
            href={chat}
            target="_blank"
            rel="noreferrer"
            variant="default"
            data-testid="open-chat"
            leftSection={<IconExternalLink className="i s" aria-hidden />}
          >
            {say('people.openChat')}
          </Button>
        </div>
      )}
      <div className="formbody">
        <Timeline run={run} />
      </div>
      <WhatNext run={run} />
    </div>
  );
}

/** The wait that a person is in, its deadline, and where each way out leads. */
function WhatNext({ run }: { run: RunView }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const now = whereNow(run);
  const node = now ? shown.nodes[now.node] : undefined;
  if (!now || !node)
    return run.outcome ? <p className="nx sec">{say('people.outcome', { outcome: run.outcome })}</p> : null;
  const next = Object.values(shown.wires).filter((wire) => wire.from === now.node);
  const definition = nodeDefinition(node.type);
  return (
    <ol className="tl nx" aria-label={say('people.next')}>
      <li className={`k-${definition?.category ?? 'data'}`}>
        <Tile category={definition?.category ?? 'data'} icon={definition?.icon} />
        <div>
          <b>{say('people.nowAt', { node: shownName(node, locale) })}</b>
          {now.until !== undefined && (
            <p data-testid="deadline">{say('people.until', { time: timeText(now.until, 'dayClock', locale) })}</p>
          )}
        </div>
      </li>
      {next.map((wire) => {
        const target = shown.nodes[wire.to];
        if (!target) return null;
        const type = nodeDefinition(target.type);
        return (
          <li key={wire.port} className={`k-${type?.category ?? 'data'}`}>
            <Tile category={type?.category ?? 'data'} icon={type?.icon} />
            <div>
              <b>{say('people.then', { port: portLabel(node, wire.port, locale), node: shownName(target, locale) })}</b>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
