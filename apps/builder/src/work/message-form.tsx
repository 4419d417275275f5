import { Button } from '@mantine/core';
import type { WorkMessage } from '@suivi/schema';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { PatientLink } from './task-form.tsx';
import { refusalKey, type WorkActions } from './use-work.ts';

/** The text as the patient will read it, who has reviewed it, and one button that sends it. */
export function MessageForm(props: { message: WorkMessage; closes: boolean; saving: boolean; actions: WorkActions }) {
  const say = useSay();
  const locale = useLocale();
  const { message, closes, saving, actions } = props;
  const { reviewer, state } = message;
  const waits = state === 'awaitingStaff';
  return (
    <div className="workform">
      <div className="chatbox">
        <p className="bub" data-testid="message-text">
          {message.text}
        </p>
      </div>
      <p className="sm mute">
        {say('work.reviewer', {
          name: reviewer.name,
          qualification: reviewer.qualification,
          date: timeText(reviewer.at, 'day', locale),
        })}
      </p>
      <p className="sm">
        <span className={`delivery first d-${state}`} data-testid="message-state">
          {say(`delivery.${state}`)}
        </span>
        {state === 'blocked' && `　${say(refusalKey(message.reason))}`}
      </p>
      <div className="workacts">
        <PatientLink id={message.patient.id} />
        {waits && (
          <Button
            size="md"
            className="primary"
            disabled={!closes}
            loading={saving}
            leftSection={<IconSend className="i" aria-hidden />}
            data-testid="message-confirm"
            onClick={() => void actions.confirm(message.key)}
          >
            {say('work.confirm')}
          </Button>
        )}
      </div>
      {waits && closes && <Decline saving={saving} decline={(reason) => actions.decline(message.key, reason)} />}
      {saving && (
        <p className="sm mute" role="status">
          {say('work.saving')}
        </p>
      )}
      {!closes && <p className="sm mute">{say('work.readonly')}</p>}
    </div>
  );
}

/** Not to send a message needs a reason: the journey's reviewer will ask for it. */
function Decline({ saving, decline }: { saving: boolean; decline(reason: string): Promise<void> }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() && !saving) void decline(reason.trim());
  };
  return (
    <details className="decline">
      <summary className="sm">{say('work.declineTitle')}</summary>
      <form className="row" onSubmit={submit}>
        <input
          className="inp"
          aria-label={say('work.declineReason')}
          placeholder={say('work.declineReason')}
          value={reason}
          maxLength={500}
          data-testid="decline-reason"
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          type="submit"
          variant="default"
          c="var(--err)"
          disabled={!reason.trim() || saving}
          data-testid="message-decline"
        >
          {say('work.decline')}
        </Button>
      </form>
    </details>
  );
}
