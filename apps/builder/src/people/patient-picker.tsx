import { NativeSelect, TextInput } from '@mantine/core';
import type { TestPatient } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useSay } from '../words/words.ts';
import { useLive } from './live-stream.ts';

const NEW = '+';

export interface PatientChoice {
  /** The picked patient's external id, or `+` for a new one. */
  picked: string;
  name: string;
  patients: readonly TestPatient[];
  /** Whether this person may see the list; without it, an id is typed. */
  listed: boolean;
  set(change: { picked?: string; name?: string }): void;
  ready: boolean;
  /** The external id to use; creates the test patient first where a new one was asked for. */
  resolve(): Promise<string>;
}

let lastUsed: string | undefined;

export function usePatientChoice(): PatientChoice {
  const say = useSay();
  const { can } = useJourney();
  const listed = can('patient.read');
  const query = useQuery({ ...trpc.patients.listTest.queryOptions(), enabled: listed });
  const patients = query.data ?? [];
  const followed = useLive((state) => state.run?.chat);
  const [own, setOwn] = useState<{ picked?: string; name?: string }>({});
  const byChat = patients.find((patient) => patient.chat !== undefined && patient.chat === followed)?.externalId;
  const known = patients.some((patient) => patient.externalId === lastUsed) ? lastUsed : undefined;
  const picked = own.picked ?? byChat ?? known ?? patients[0]?.externalId ?? (listed ? NEW : '');
  const name = own.name ?? say('enrol.newName', { number: patients.length + 1 });
  return {
    picked,
    name,
    patients,
    listed,
    set: (change) => setOwn((before) => ({ ...before, ...change })),
    ready: picked === NEW ? name.trim() !== '' : picked.trim() !== '',
    resolve: async () => {
      if (picked !== NEW) {
        lastUsed = picked.trim();
        return lastUsed;
      }
      const made = await client.patients.createTest.mutate({ name: name.trim() });
      await queryClient.invalidateQueries({ queryKey: trpc.patients.listTest.queryKey() });
      lastUsed = made.externalId;
      setOwn({ picked: made.externalId });
      return made.externalId;
    },
  };
}

/** Which test patient: one of the list, or a new one by name. */
export function PatientPicker({ choice, testId }: { choice: PatientChoice; testId: string }) {
  const say = useSay();
  if (!choice.listed) {
    return (
      <TextInput
        label={say('enrol.patientId')}
        value={choice.picked}
        data-testid={testId}
        onChange={(event) => choice.set({ picked: event.currentTarget.value })}
      />
    );
  }
  return (
    <>
      <NativeSelect
        label={say('enrol.patient')}
        value={choice.picked}
        data={[
          ...choice.patients.map((patient) => ({ value: patient.externalId, label: patient.name })),
          { value: NEW, label: say('enrol.new') },
        ]}
        data-testid={testId}
        onChange={(event) => choice.set({ picked: event.currentTarget.value })}
      />
      {choice.picked === NEW && (
        <TextInput
          label={say('enrol.name')}
          value={choice.name}
          maxLength={60}
          data-testid={`${testId}-name`}
          onChange={(event) => choice.set({ name: event.currentTarget.value })}
        />
      )}
    </>
  );
}
