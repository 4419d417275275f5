import { Button } from '@mantine/core';
import type { RunView } from '@suivi/schema';
import {
  IconArrowMoveRight,
  IconClockEdit,
  IconLogout,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';
import { ActForm, type Asked } from './act-form.tsx';
import { placesNow } from './run-path.ts';

const ACTS = [
  { op: 'skipWait', icon: IconPlayerSkipForward, test: 'act-skip' },
  { op: 'setDeadline', icon: IconClockEdit, test: 'act-deadline' },
  { op: 'goto', icon: IconArrowMoveRight, test: 'act-goto' },
  { op: 'pause', icon: IconPlayerPause, test: 'act-pause' },
  { op: 'resume', icon: IconPlayerPlay, test: 'act-resume' },
  { op: 'exit', icon: IconLogout, test: 'act-exit' },
] as const;

const NEEDS_WAIT: ReadonlySet<string> = new Set(['skipWait', 'setDeadline']);

/** Acting on one patient: skip the wait or end it at another time, move, pause, take out. What cannot be done now says why. */
export function ActBar({ run }: { run: RunView }) {
  const say = useSay();
  const { can } = useJourney();
  const [asked, setAsked] = useState<Asked | undefined>();
  useEffect(() => () => ui.set({ picking: false }), []);
  const [place] = placesNow(run);
  const last = run.steps.at(-1);
  if (!place || !last) return null;
  const allowed = can('run.operate');
  const waits = place.state === 'waiting' || place.state === 'acting';
  const paused = isPaused(run);
  const close = () => {
    setAsked(undefined);
    ui.set({ picking: false });
  };
  return (
    <>
      <div className="acts">
        {ACTS.filter(({ op }) => op !== (paused ? 'pause' : 'resume')).map(({ op, icon: Icon, test }) => (
          <Button
            key={op}
            variant="default"
            className={op === 'exit' ? 'danger' : ''}
            disabled={!allowed || (NEEDS_WAIT.has(op) && !waits) || (op === 'setDeadline' && place.until === undefined)}
            aria-expanded={asked?.op === op}
            data-testid={test}
            leftSection={<Icon className="i s" aria-hidden />}
            // What was seen when the button was pressed is what the command is about, whatever happens meanwhile.
            onClick={() => (asked?.op === op ? close() : setAsked({ op, node: place.node, expectSeq: last.seq }))}
          >
            {say(`act.${op}`)}
          </Button>
        ))}
      </div>
      {!allowed && <p className="xs mute actnote">{say('act.notAllowed')}</p>}
      {allowed && !waits && (
        <p className="xs mute actnote">
          {say(paused ? 'act.paused' : place.state === 'held' ? 'act.held' : 'act.busy')}
        </p>
      )}
      {asked && <ActForm key={asked.op} run={run} asked={asked} close={close} />}
    </>
  );
}

/** Whether an operator paused the run: the last thing said about the place where it stands. */
function isPaused({ steps, places }: RunView): boolean {
  return places.some(({ node, visit }) => {
    const last = steps.findLast((step) => step.node === node && step.visit === visit);
    return last?.kind === 'held' && last.by === 'paused';
  });
}
