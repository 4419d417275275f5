import { Button, TextInput } from '@mantine/core';
import type { PatientView } from '@suivi/schema';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { errorView } from '../api/error-view.ts';
import { notifyDone } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { stampText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';

/** The clinical hold: whether this patient is held in all journeys, and putting it on and lifting it, with a reason. */
export function ClinicalHold({ view, edits }: { view: PatientView; edits: boolean }) {
  const say = useSay();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const { hold } = view;
  return (
    <section className={hold ? 'hold on' : 'hold'} aria-labelledby="hold-title" data-testid="clinical-hold">
      <h2 id="hold-title">{say('hold.title')}</h2>
      {hold ? (
        <p role="status">
          {say('hold.since', { time: stampText(hold.since, locale, view.zone ?? view.runs[0]?.zone) })}
          {hold.reason && <b className="m"> {hold.reason}</b>}
        </p>
      ) : (
        <p className="sm mute">{say('hold.none')}</p>
      )}
      {edits && !open && (
        <Button
          variant="default"
          leftSection={
            hold ? <IconPlayerPlay className="i s" aria-hidden /> : <IconPlayerPause className="i s" aria-hidden />
          }
          data-testid="hold-open"
          onClick={() => setOpen(true)}
        >
          {say(hold ? 'hold.lift' : 'hold.put')}
        </Button>
      )}
      {edits && open && <HoldForm view={view} close={() => setOpen(false)} />}
    </section>
  );
}

function HoldForm({ view, close }: { view: PatientView; close(): void }) {
  const say = useSay();
  const locale = useLocale();
  const hold = view.hold === undefined;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused('');
    try {
      await client.patients.hold.mutate({ patient: view.id, hold, reason: reason.trim() });
      notifyDone(say(hold ? 'hold.putDone' : 'hold.liftDone'));
      close();
    } catch (error) {
      setRefused(errorView(error)?.sentence[locale] ?? say('error.unreachable'));
    } finally {
      setBusy(false);
      void queryClient.invalidateQueries({ queryKey: trpc.patients.get.queryKey({ patient: view.id }) });
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void send(event)}>
      <p className="sm">{say(hold ? 'hold.aboutPut' : 'hold.aboutLift')}</p>
      <TextInput
        label={say('act.reason')}
        required
        value={reason}
        maxLength={200}
        data-autofocus
        data-testid="hold-reason"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {refused && (
        <p className="bad sm" role="alert">
          {refused}
        </p>
      )}
      <div className="row">
        <Button type="submit" loading={busy} disabled={reason.trim() === ''} data-testid="hold-confirm">
          {say(hold ? 'hold.put' : 'hold.lift')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {say('act.cancel')}
        </Button>
      </div>
    </form>
  );
}
