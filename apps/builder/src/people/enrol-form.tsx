import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/trpc.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useSay } from '../words/words.ts';
import { PatientPicker, usePatientChoice } from './patient-picker.tsx';

/** Puts a test patient into the newest version. */
export function EnrolForm({ close }: { close(): void }) {
  const say = useSay();
  const { id, view } = useJourney();
  const choice = usePatientChoice();
  const [busy, setBusy] = useState(false);
  const published = view.live !== undefined;
  const enrol = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await client.people.enrol.mutate({ journey: id, patient: await choice.resolve() });
      notifyDone(say('enrol.done'));
      close();
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void enrol(event)}>
      <h2 className="m">{say('enrol.title')}</h2>
      <PatientPicker choice={choice} testId="enrol-patient" />
      <div className="row">
        <Button type="submit" loading={busy} disabled={!published || !choice.ready} data-testid="enrol-confirm">
          {say('enrol.confirm')}
        </Button>
        {!published && <span className="sm mute">{say('people.notPublished')}</span>}
      </div>
    </form>
  );
}
