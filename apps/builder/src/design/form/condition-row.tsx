import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import type { Source } from '@suivi/schema';
import { IconX } from '@tabler/icons-react';
import { useTyping } from '../../draft/use-typing.ts';
import { useLocale, useSay } from '../../words/words.ts';
import { needsValue, PREDICATES, type Row, readValue, shownValue } from './condition-tree.ts';
import { SuggestedInput } from './suggested-input.tsx';
import { fieldsOf, unitsOf, useSuggestions } from './suggestions.ts';

interface Props {
  id: string;
  row: Row;
  sources: readonly Source[];
  event: string;
  testId: string;
  disabled: boolean;
  change(row: Row): void;
  drop(): void;
}

/** One comparison: whose value, which one, how it compares with what, in which unit. */
export function ConditionRow({ id, row, sources, event, testId, disabled, change, drop }: Props) {
  const say = useSay();
  const locale = useLocale();
  const known = useSuggestions();
  const units = unitsOf(row.from, row.field, event, known);
  const shown = row.unit === '' || units.includes(row.unit) ? units : [...units, row.unit];
  const hasUnit =
    shown.length > 0 &&
    needsValue(row.is) &&
    row.is !== 'contains' &&
    (typeof row.value === 'number' || row.unit !== '');
  const withSource = sources.length > 1;
  const question = !needsValue(row.is);
  const two = withSource || hasUnit;
  return (
    <div className={two ? 'crow two' : question ? 'crow question' : 'crow'}>
      {withSource && (
        <NativeSelect
          className="from"
          aria-label={say('condition.source')}
          data={sources.map((source) => ({ value: source, label: say(`source.${source}`) }))}
          value={row.from}
          disabled={disabled}
          data-testid={`${testId}-from`}
          onChange={(chosen) => {
            const from = sources.find((source) => source === chosen.currentTarget.value) ?? row.from;
            change({ ...row, from, field: '', unit: '' });
          }}
        />
      )}
      <div className="what">
        <SuggestedInput
          id={`${id}-what`}
          value={row.field}
          suggestions={fieldsOf(row.from, event, known, locale)}
          label={say('condition.field')}
          placeholder={say(row.from === 'variable' ? 'condition.variable' : 'condition.field')}
          disabled={disabled}
          testId={`${testId}-field`}
          commit={(field) => change({ ...row, field })}
        />
      </div>
      <div className={hasUnit ? 'how unit' : question ? 'how question' : 'how'}>
        <NativeSelect
          aria-label={say('condition.comparison')}
          data={PREDICATES.map((is) => ({ value: is, label: say(`is.${is}`) }))}
          value={row.is}
          disabled={disabled}
          data-testid={`${testId}-is`}
          onChange={(chosen) => {
            const is = PREDICATES.find((predicate) => predicate === chosen.currentTarget.value) ?? row.is;
            change({ ...row, is, value: needsValue(is) ? readValue(shownValue(row.value, row.is), is) : '' });
          }}
        />
        {!question && <ValueInput row={row} testId={testId} disabled={disabled} change={change} />}
        {hasUnit && (
          <NativeSelect
            aria-label={say('field.unit')}
            data={[
              { value: '', label: say('condition.noUnit') },
              ...shown.map((unit) => ({ value: unit, label: unit })),
            ]}
            value={row.unit}
            disabled={disabled}
            data-testid={`${testId}-unit`}
            onChange={(chosen) => change({ ...row, unit: chosen.currentTarget.value })}
          />
        )}
      </div>
      <ActionIcon
        className="drop"
        aria-label={say('condition.remove')}
        disabled={disabled}
        data-testid={`${testId}-remove`}
        onClick={drop}
      >
        <IconX className="i s" aria-hidden />
      </ActionIcon>
    </div>
  );
}

function ValueInput({ row, testId, disabled, change }: Pick<Props, 'row' | 'testId' | 'disabled' | 'change'>) {
  const say = useSay();
  const typing = useTyping(shownValue(row.value, row.is), (text) => {
    const value = readValue(text, row.is);
    change({ ...row, value, unit: typeof value === 'number' ? row.unit : '' });
  });
  return (
    <TextInput
      aria-label={say('condition.value')}
      placeholder={say('condition.value')}
      value={typing.shown}
      disabled={disabled}
      data-testid={`${testId}-value`}
      onChange={(event) => typing.change(event.currentTarget.value)}
      onBlur={typing.finish}
    />
  );
}
