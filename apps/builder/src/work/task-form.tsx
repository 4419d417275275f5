import { Button } from '@mantine/core';
import type { WorkTask } from '@suivi/schema';
import { IconArrowUpRight, IconCheck, IconUser } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { eventText } from '../patients/event-words.ts';
import { stampText } from '../words/time.ts';
import { useLocale, useSay, useText } from '../words/words.ts';
import type { WorkActions } from './use-work.ts';

/** Why somebody is asked, what to do, and the outcomes: one is chosen, a note may be added, then it is closed. */
export function TaskForm(props: { task: WorkTask; closes: boolean; saving: boolean; close: WorkActions['close'] }) {
  const say = useSay();
  const text = useText();
  const { task, closes, saving } = props;
  const [outcome, setOutcome] = useState<string>();
  const [note, setNote] = useState('');
  const chosen = task.outcomes.find(({ id }) => id === outcome);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && !saving) void props.close(task, { id: chosen.id, label: text(chosen.label) }, note.trim());
  };
  return (
    <form className="workform" onSubmit={submit}>
      <Why task={task} />
      {text(task.instructions) && (
        <div>
          <h3 className="lab">{say('work.instructions')}</h3>
          <p className="instructions">{text(task.instructions)}</p>
        </div>
      )}
      <fieldset className="outcomes" disabled={!closes || saving}>
        <legend className="lab">{say('work.outcome')}</legend>
        {task.outcomes.map(({ id, label }, index) => (
          <label key={id} className={`outcome${id === outcome ? ' on' : ''}`} data-testid={`outcome-${id}`}>
            <input type="radio" name={`outcome-${task.id}`} checked={id === outcome} onChange={() => setOutcome(id)} />
            <span className="kbd" aria-hidden="true">
              {index + 1}
            </span>
            {text(label)}
          </label>
        ))}
      </fieldset>
      <label className="note">
        <span className="lab">{say('work.note')}</span>
        <textarea
          rows={2}
          maxLength={2_000}
          value={note}
          disabled={!closes || saving}
          placeholder={say('work.noteHint')}
          data-testid="task-note"
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <div className="workacts">
        <PatientLink id={task.patient.id} />
        <Button
          type="submit"
          size="md"
          className="primary"
          disabled={!chosen || !closes}
          loading={saving}
          leftSection={<IconCheck className="i" aria-hidden />}
          data-testid="task-close"
        >
          {say(task.waits ? 'work.closeGoesOn' : 'work.close')}
        </Button>
      </div>
      {saving && (
        <p className="sm mute" role="status">
          {say('work.saving')}
        </p>
      )}
      {!closes && <p className="sm mute">{say('work.readonly')}</p>}
    </form>
  );
}

function Why({ task }: { task: WorkTask }) {
  const say = useSay();
  const locale = useLocale();
  const { cause, escalatedAt, zone } = task;
  const event = cause && eventText(cause.type, cause.data, locale);
  if (!event && escalatedAt === undefined && task.waits) return null;
  return (
    <div className={`workwhy${event || escalatedAt !== undefined ? '' : ' calm'}`}>
      {event && cause && (
        <p>
          <span className="xs whylab">{say('work.cause')}</span>
          {stampText(cause.at, locale, zone)}　{event.label} <b className="m">{event.says}</b>
        </p>
      )}
      {escalatedAt !== undefined && <p>{say('work.escalated', { time: stampText(escalatedAt, locale, zone) })}</p>}
      {!task.waits && <p>{say('work.notWaiting')}</p>}
    </div>
  );
}

/** To everything that is known about the patient. */
export function PatientLink({ id }: { id: string }) {
  const say = useSay();
  return (
    <Link className="btn tall" to={`/patients/${id}`} data-testid="to-patient">
      <IconUser className="i" aria-hidden /> {say('work.patientPage')} <IconArrowUpRight className="i s" aria-hidden />
    </Link>
  );
}
