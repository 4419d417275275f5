import { Button } from '@mantine/core';
import { type FieldValue, fieldKey } from '@suivi/schema';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { type Say, useSay } from '../words/words.ts';
import { changesOf, FIELD_TYPES, type FieldRow, type FieldType, fieldValueOf, rowOf } from './field-rows.ts';

/** What is known of a patient, by field. Written values reach the journeys at once. */
export function PatientFields(props: { patient: string; fields: Record<string, FieldValue>; edits: boolean }) {
  const say = useSay();
  const { patient, fields, edits } = props;
  const [rows, setRows] = useState(() => Object.entries(fields).map(([key, value]) => rowOf(key, value)));
  const [saving, setSaving] = useState(false);
  if (!edits) return <ReadOnly fields={fields} />;
  const changes = changesOf(fields, rows);
  const count = Object.keys(changes).length;
  const complete = rows.every((row) => fieldValueOf(row) !== undefined);
  const set = (key: string, part: Partial<FieldRow>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    try {
      const { changed } = await client.patients.editFields.mutate({ patient, fields: changes });
      notifyDone(say('patients.fieldSaved', { count: changed.length }));
      await queryClient.invalidateQueries({ queryKey: trpc.patients.get.queryKey({ patient }) });
    } catch (error) {
      notifyError(error);
    }
    setSaving(false);
  };
  return (
    <>
      <form className="fields" onSubmit={(event) => void save(event)}>
        {rows.map((row) => (
          <div key={row.key} className="fieldrow">
            <div className="fieldin">
              <label className="lab el" title={row.key} htmlFor={`field-${row.key}`}>
                {row.key}
              </label>
              <ValueInput row={row} say={say} onChange={(part) => set(row.key, part)} />
            </div>
            <button
              type="button"
              className="ib"
              aria-label={say('patients.fieldRemove', { field: row.key })}
              onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
            >
              <IconX className="i s" aria-hidden />
            </button>
          </div>
        ))}
        {rows.length === 0 && <p className="sm mute">{say('patients.noFields')}</p>}
        {count > 0 && (
          <Button type="submit" loading={saving} disabled={!complete} data-testid="fields-save">
            {say('patients.fieldSave')}
          </Button>
        )}
      </form>
      <AddField known={rows.map(({ key }) => key)} add={(row) => setRows([...rows, row])} />
    </>
  );
}

function ValueInput({ row, say, onChange }: { row: FieldRow; say: Say; onChange(part: Partial<FieldRow>): void }) {
  if (row.type === 'boolean') {
    return (
      <select
        id={`field-${row.key}`}
        className="inp"
        value={row.text}
        onChange={(event) => onChange({ text: event.target.value })}
      >
        <option value="true">{say('patients.yes')}</option>
        <option value="false">{say('patients.no')}</option>
      </select>
    );
  }
  return (
    <span className="row">
      <input
        id={`field-${row.key}`}
        className="inp"
        type={row.type === 'date' ? 'date' : 'text'}
        inputMode={row.type === 'number' ? 'decimal' : undefined}
        value={row.text}
        maxLength={1_000}
        aria-invalid={fieldValueOf(row) === undefined}
        data-testid={`field-${row.key}`}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      {row.type === 'number' && (
        <input
          className="inp unit"
          value={row.unit ?? ''}
          maxLength={20}
          aria-label={say('patients.fieldUnit')}
          placeholder={say('patients.fieldUnit')}
          onChange={(event) => onChange({ unit: event.target.value })}
        />
      )}
    </span>
  );
}

const TYPE_WORDS = {
  text: 'patients.typeText',
  number: 'patients.typeNumber',
  date: 'patients.typeDate',
  boolean: 'patients.typeBoolean',
} as const;

function AddField({ known, add }: { known: readonly string[]; add(row: FieldRow): void }) {
  const say = useSay();
  const [key, setKey] = useState('');
  const [type, setType] = useState<FieldType>('text');
  const name = key.trim();
  const wrong = name !== '' && !fieldKey.safeParse(name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name || wrong || known.includes(name)) return;
    add({ key: name, type, text: type === 'boolean' ? 'true' : '' });
    setKey('');
  };
  return (
    <form className="addfield" onSubmit={submit}>
      <input
        className="inp"
        value={key}
        maxLength={60}
        aria-label={say('patients.fieldKey')}
        placeholder={say('patients.fieldKey')}
        aria-invalid={wrong}
        data-testid="field-new"
        onChange={(event) => setKey(event.target.value)}
      />
      <select
        className="inp"
        aria-label={say('patients.fieldType')}
        value={type}
        onChange={(event) => setType(FIELD_TYPES.find((each) => each === event.target.value) ?? 'text')}
      >
        {FIELD_TYPES.map((each) => (
          <option key={each} value={each}>
            {say(TYPE_WORDS[each])}
          </option>
        ))}
      </select>
      <button type="submit" className="btn" disabled={!name || wrong || known.includes(name)} data-testid="field-add">
        <IconPlus className="i s" aria-hidden /> {say('patients.fieldAdd')}
      </button>
      {wrong && (
        <p className="fielderr" role="alert">
          {say('patients.fieldKeyWrong')}
        </p>
      )}
    </form>
  );
}

function ReadOnly({ fields }: { fields: Record<string, FieldValue> }) {
  const say = useSay();
  const shown = (value: FieldValue): string => {
    if (typeof value === 'object') return `${value.value} ${value.unit}`;
    return typeof value === 'boolean' ? say(value ? 'patients.yes' : 'patients.no') : String(value);
  };
  const entries = Object.entries(fields);
  if (entries.length === 0) return <p className="sm mute">{say('patients.noFields')}</p>;
  return (
    <dl className="fieldlist">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt className="mute">{key}</dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
