import { Button, NativeSelect, TextInput } from '@mantine/core';
import { nodeDefinition } from '@suivi/nodes';
import { type Journey, type Locale, PAUSE_MODES, type PauseMode, type RunCommand, type RunView } from '@suivi/schema';
import { type FormEvent, useEffect, useState } from 'react';
import { errorView } from '../api/error-view.ts';
import { notifyDone } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { shownName } from '../canvas/node-words.ts';
import { Segmented } from '../design/form/segmented.tsx';
import { useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { instantIn } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';

/** What an operator began to ask for, with the place and the last row that they saw then. */
export type Asked = Pick<RunCommand, 'op' | 'node' | 'expectSeq'>;

/** Reason, and where to or with which outcome. A run that has gone on since then refuses, and says so. */
export function ActForm({ run, asked, close }: { run: RunView; asked: Asked; close(): void }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState('');
  const [to, setTo] = usePicked(shown);
  const [until, setUntil] = useState('');
  const [mode, setMode] = useState<PauseMode>('hold');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const node = shown.nodes[asked.node];
  const instant = asked.op === 'setDeadline' ? instantIn(until, run.zone) : undefined;
  const complete = asked.op === 'goto' ? to !== '' : asked.op !== 'setDeadline' || instant !== undefined;
  const ready = reason.trim() !== '' && complete;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused('');
    try {
      await client.people.control.mutate({
        run: run.id,
        ...asked,
        reason: reason.trim(),
        ...(asked.op === 'goto' ? { to } : {}),
        ...(instant === undefined ? {} : { until: instant }),
        ...(asked.op === 'pause' ? { mode } : {}),
        ...(asked.op === 'exit' && outcome.trim() ? { outcome: outcome.trim() } : {}),
      });
      notifyDone(say('act.done'));
      close();
    } catch (error) {
      setRefused(errorView(error)?.sentence[locale] ?? say('error.unreachable'));
    } finally {
      setBusy(false);
      // Done or refused, what is on the screen is no longer how it is.
      void queryClient.invalidateQueries({ queryKey: trpc.people.run.queryKey({ run: run.id }) });
    }
  };
  return (
    <form className="sec stack actform" aria-label={say(`act.${asked.op}`)} onSubmit={(event) => void send(event)}>
      <p className="sm">{say(`act.about.${asked.op}`, { node: node ? shownName(node, locale) : asked.node })}</p>
      {asked.op === 'goto' && (
        <div className="row end">
          <NativeSelect
            className="sp"
            label={say('act.to')}
            value={to}
            data={[{ value: '', label: say('field.choose') }, ...placesOf(shown, asked.node, locale)]}
            data-testid="act-to"
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button variant="default" data-testid="act-pick" onClick={() => ui.set({ picking: true, selection: [] })}>
            {say('act.onCanvas')}
          </Button>
        </div>
      )}
      {asked.op === 'setDeadline' && (
        <TextInput
          type="datetime-local"
          label={say('act.until', { zone: run.zone })}
          value={until}
          data-testid="act-until"
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
      {asked.op === 'pause' && (
        <>
          <Segmented<PauseMode>
            name="pause-mode"
            label={say('act.mode')}
            value={mode}
            testId="act-mode"
            options={PAUSE_MODES.map((value) => ({ value, label: say(`act.mode.${value}`) }))}
            onChange={setMode}
          />
          <p className="xs mute">{say(`act.about.mode.${mode}`)}</p>
        </>
      )}
      {asked.op === 'exit' && (
        <TextInput
          label={say('act.outcome')}
          value={outcome}
          maxLength={60}
          data-testid="act-outcome"
          onChange={(event) => setOutcome(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={say('act.reason')}
        required
        value={reason}
        maxLength={500}
        data-autofocus
        data-testid="act-reason"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {refused && (
        <p className="bad sm" role="alert" data-testid="act-refused">
          {refused}
        </p>
      )}
      <div className="row">
        <Button type="submit" loading={busy} disabled={!ready} data-testid="act-confirm">
          {say(`act.confirm.${asked.op}`)}
        </Button>
        <Button variant="subtle" onClick={close}>
          {say('act.cancel')}
        </Button>
        {!ready && (
          <span className="xs mute">
            {say(reason.trim() === '' ? 'act.needsReason' : asked.op === 'goto' ? 'act.needsPlace' : 'act.needsTime')}
          </span>
        )}
      </div>
    </form>
  );
}

/** The place chosen in the list, or by a click on the canvas while it asks for one. */
function usePicked(document: Journey): [string, (to: string) => void] {
  const [to, setTo] = useState('');
  const picking = useUi((state) => state.picking);
  const clicked = useUi((state) => state.selection[0]);
  useEffect(() => {
    if (!picking || clicked === undefined) return;
    if (isPlace(document, clicked)) setTo(clicked);
    ui.set({ picking: !isPlace(document, clicked), selection: [] });
  }, [picking, clicked, document]);
  return [to, setTo];
}

/** People can be moved to any node that a wire can lead to. */
function isPlace(document: Journey, id: string): boolean {
  const definition = nodeDefinition(document.nodes[id]?.type ?? '');
  return definition !== undefined && definition.category !== 'trigger' && !definition.rule;
}

const placesOf = (document: Journey, from: string, locale: Locale): { value: string; label: string }[] =>
  Object.entries(document.nodes)
    .filter(([id]) => id !== from && isPlace(document, id))
    .sort(([a], [b]) => (document.layout[a]?.y ?? 0) - (document.layout[b]?.y ?? 0))
    .map(([id, node]) => ({ value: id, label: shownName(node, locale) }));
