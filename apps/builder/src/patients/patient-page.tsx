import { CONSENT_PURPOSES, type PatientView } from '@suivi/schema';
import { IconChevronLeft, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { errorView } from '../api/error-view.ts';
import { trpc } from '../api/trpc.ts';
import { useMe, useSystem } from '../session/session.tsx';
import { Fault } from '../shell/fault.tsx';
import { useSay } from '../words/words.ts';
import { ClinicalHold } from './clinical-hold.tsx';
import { PatientFields } from './patient-fields.tsx';
import { PatientHistory } from './patient-history.tsx';
import { PatientRuns } from './patient-runs.tsx';

const REFRESH_MS = 4_000;

/** One patient: who they are, in which journeys, what is known of them, and everything that happened. */
export function PatientPage() {
  const { id = '' } = useParams();
  const say = useSay();
  const me = useMe();
  const patient = useQuery({ ...trpc.patients.get.queryOptions({ patient: id }), refetchInterval: REFRESH_MS });
  if (patient.error && !patient.data)
    return <Fault view={errorView(patient.error)} retry={() => void patient.refetch()} />;
  const view = patient.data;
  if (!view) return null;
  return (
    <div className="patient">
      <PatientHead view={view} />
      <div className="patientbody">
        <section className="history" aria-labelledby="history-title">
          <h2 id="history-title">{say('patients.history')}</h2>
          <PatientHistory patient={view.id} zone={view.zone ?? view.runs[0]?.zone} />
        </section>
        <div className="record">
          <ClinicalHold view={view} edits={me.permissions.includes('patient.edit')} />
          <section aria-labelledby="runs-title">
            <h2 id="runs-title">{say('patients.runs')}</h2>
            <PatientRuns runs={view.runs} />
          </section>
          <section aria-labelledby="fields-title">
            <h2 id="fields-title">{say('patients.fields')}</h2>
            <PatientFields
              key={JSON.stringify(view.fields)}
              patient={view.id}
              fields={view.fields}
              edits={me.permissions.includes('patient.edit')}
            />
          </section>
        </div>
      </div>
    </div>
  );
}

function PatientHead({ view }: { view: PatientView }) {
  const say = useSay();
  const system = useSystem();
  const chat =
    view.chat && system?.sandboxUrl ? `${system.sandboxUrl}/?patient=${encodeURIComponent(view.chat)}` : undefined;
  const facts = [view.externalId, view.zone, view.owner && say('patients.owner', { name: view.owner })];
  return (
    <header className="patienthead">
      <Link className="ib" to="/patients" aria-label={say('nav.patients')}>
        <IconChevronLeft className="i" aria-hidden />
      </Link>
      <span className="av d big" aria-hidden="true">
        {[...view.name][0]}
      </span>
      <div className="who2">
        <h1 className="row">
          <span className="el" data-testid="patient-name">
            {view.name}
          </span>
          {view.test && <span className="chip">{say('people.test')}</span>}
        </h1>
        <p className="xs mute num el">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <span className="sp" />
      <ul className="consents" aria-label={say('patients.consents')}>
        {CONSENT_PURPOSES.map((purpose) => {
          const consent = view.consents.find((each) => each.purpose === purpose);
          if (!consent) return null;
          return (
            <li key={purpose} className={`chip ${consent.granted ? 'ok' : 'err'}`}>
              {say(`purpose.${purpose}`)} ·{' '}
              {say(consent.granted ? 'patients.consentGiven' : 'patients.consentWithdrawn')}
            </li>
          );
        })}
      </ul>
      {chat && (
        <a className="btn tall" href={chat} target="_blank" rel="noreferrer">
          <IconExternalLink className="i s" aria-hidden /> {say('people.openChat')}
        </a>
      )}
    </header>
  );
}
