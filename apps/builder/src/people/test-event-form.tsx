import { Button, NativeSelect, TextInput } from '@mantine/core';
import { nodeDefinition } from '@suivi/nodes';
import { EVENT_CATALOG, eventType, type Journey } from '@suivi/schema';
import { type FormEvent, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/trpc.ts';
import { readValue } from '../design/form/condition-tree.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useLocale, useSay } from '../words/words.ts';
import { PatientPicker, usePatientChoice } from './patient-picker.tsx';

/** The event that lets somebody in: the likeliest one to try. */
function triggerEvent(doc: Journey): string | undefined {
  for (const node of Object.values(doc.nodes)) {
    const definition = nodeDefinition(node.type);
    const config = definition?.config.safeParse(node.config);
    const trigger = config?.success ? definition?.trigger?.(config.data) : undefined;
    if (trigger?.on === 'event') return trigger.event;
  }
  return undefined;
}

/** Sends an event of a test patient, as another system would. */
export function TestEventForm({ close }: { close(): void }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const choice = usePatientChoice();
  const first = triggerEvent(shown);
  const [type, setType] = useState(first ?? 'message.received');
  const [data, setData] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const types = [...new Set([...Object.keys(EVENT_CATALOG), ...(first ? [first] : [])])];
  const fields = Object.entries(EVENT_CATALOG[type]?.fields ?? {});
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const given = fields.flatMap(([path]) => {
        const text = data[path]?.trim();
        return text ? [[path, readValue(text, '=')] as const] : [];
      });
      const patient = await choice.resolve();
      await client.people.sendTestEvent.mutate({ patient, type, data: Object.fromEntries(given) });
      notifyDone(say('testEvent.done'));
      close();
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void send(event)}>
      <h2 className="m">{say('testEvent.title')}</h2>
      <PatientPicker choice={choice} testId="test-event-patient" />
      <NativeSelect
        label={say('testEvent.type')}
        value={type}
        data={types.map((key) => ({ value: key, label: EVENT_CATALOG[key]?.label[locale] ?? key }))}
        data-testid="test-event-type"
        onChange={(event) => setType(event.currentTarget.value)}
      />
      {fields.map(([path, label]) => (
        <TextInput
          key={`${type}/${path}`}
          label={label[locale]}
          value={data[path] ?? ''}
          data-testid={`test-event-data-${path}`}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setData((before) => ({ ...before, [path]: value }));
          }}
        />
      ))}
      <Button
        type="submit"
        loading={busy}
        disabled={!choice.ready || !eventType.safeParse(type).success}
        data-testid="test-event-send"
      >
        {say('testEvent.send')}
      </Button>
    </form>
  );
}
