import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { COMPARISONS, EVENT_CATALOG } from '@suivi/schema';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTyping } from '../../draft/use-typing.ts';
import { useLocale, useSay } from '../../words/words.ts';
import { fromRows, type Row, readValue, toRows } from './condition-rows.ts';
import type { ControlProps } from './control-props.ts';
import { Segmented } from './segmented.tsx';

/** A filter in words: field, comparison, value; all of them or any. */
export function ConditionControl({ id, field, config, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const read = toRows(value);
  if (!read) return <p className="hint">{say('condition.nested')}</p>;
  const { join, rows } = read;
  const set = (next: Row[]) => commit(fromRows({ join, rows: next }));
  const event = typeof config.event === 'string' ? config.event : '';
  const testId = `field-${field.name}`;
  return (
    <div className="condition" data-testid={testId}>
      {rows.length > 1 && (
        <Segmented
          name={`${id}-join`}
          label={say('condition.join')}
          value={join}
          disabled={disabled}
          options={[
            { value: 'all', label: say('condition.all') },
            { value: 'any', label: say('condition.any') },
          ]}
          onChange={(next) => commit(fromRows({ join: next, rows }))}
        />
      )}
      {rows.map((row, k) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          key={k}
          row={row}
          event={event}
          testId={`${testId}-${k}`}
          disabled={disabled}
          change={(next) => set(rows.map((old, at) => (at === k ? next : old)))}
          drop={() => set(rows.filter((_, at) => at !== k))}
        />
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus className="i s" aria-hidden />}
        disabled={disabled}
        data-testid={`${testId}-add`}
        onClick={() => set([...rows, { field: '', is: '=', value: '' }])}
      >
        {rows.length === 0 ? say('condition.addFirst') : say('condition.add')}
      </Button>
    </div>
  );
}

interface RowProps {
  row: Row;
  event: string;
  testId: string;
  disabled: boolean;
  change(row: Row): void;
  drop(): void;
}

function ConditionRow({ row, event, testId, disabled, change, drop }: RowProps) {
  const say = useSay();
  const locale = useLocale();
  const field = useTyping(row.field, (text) => change({ ...row, field: text.trim() }));
  const value = useTyping(String(row.value), (text) => change({ ...row, value: readValue(text, row.is) }));
  const known = Object.entries(EVENT_CATALOG[event]?.fields ?? {});
  return (
    <div className="crow">
      <TextInput
        list={`${testId}-fields`}
        aria-label={say('condition.field')}
        placeholder={say('condition.field')}
        value={field.shown}
        disabled={disabled}
        data-testid={`${testId}-field`}
        onChange={(change) => field.change(change.currentTarget.value)}
        onBlur={field.finish}
      />
      <datalist id={`${testId}-fields`}>
        {known.map(([path, label]) => (
          <option key={path} value={path} label={label[locale]} />
        ))}
      </datalist>
      <NativeSelect
        aria-label={say('condition.comparison')}
        data={COMPARISONS.map((is) => ({ value: is, label: is === 'contains' ? say('condition.contains') : is }))}
        value={row.is}
        disabled={disabled}
        data-testid={`${testId}-is`}
        onChange={(chosen) => {
          const is = chosen.currentTarget.value;
          change({ ...row, is, value: readValue(String(row.value), is) });
        }}
      />
      <TextInput
        aria-label={say('condition.value')}
        placeholder={say('condition.value')}
        value={value.shown}
        disabled={disabled}
        data-testid={`${testId}-value`}
        onChange={(change) => value.change(change.currentTarget.value)}
        onBlur={value.finish}
      />
      <ActionIcon aria-label={say('condition.remove')} disabled={disabled} onClick={drop}>
        <IconX className="i s" aria-hidden />
      </ActionIcon>
    </div>
  );
}
