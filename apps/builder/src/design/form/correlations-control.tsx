import { NativeSelect } from '@mantine/core';
import { useLocale, useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { ItemList, itemsIn } from './item-list.tsx';
import { SuggestedInput } from './suggested-input.tsx';
import { fieldsOf, useSuggestions } from './suggestions.ts';

type Item = Record<string, unknown>;
const FROM = ['entry', 'last', 'variable'] as const;
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** What an event must be about: a field of it equals something that the run knows ("this order"). */
export function CorrelationsControl({ id, field, config, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const locale = useLocale();
  const known = useSuggestions();
  const testId = `field-${field.name}`;
  return (
    <ItemList<Item>
      items={itemsIn(value)}
      itemName={say('list.same')}
      addLabel={say('list.addSame')}
      testId={testId}
      labelledBy={`${id}-label`}
      disabled={disabled}
      most={5}
      fresh={() => ({ from: 'entry' })}
      change={(items) => commit(items.length === 0 ? undefined : items)}
    >
      {(item, k, put) => {
        const from = FROM.find((each) => each === item.from) ?? 'entry';
        return (
          <div className="same">
            <SuggestedInput
              id={`${id}-${k}-field`}
              label={say('same.field')}
              placeholder={say('same.field')}
              value={text(item.field)}
              suggestions={fieldsOf('event', text(config.event), known, locale)}
              disabled={disabled}
              testId={`${testId}-${k}-field`}
              commit={(name) => put({ ...item, field: name })}
            />
            <NativeSelect
              aria-label={say('condition.source')}
              data={FROM.map((each) => ({ value: each, label: `= ${say(`source.${each}`)}` }))}
              value={from}
              disabled={disabled}
              data-testid={`${testId}-${k}-from`}
              onChange={(event) => put({ ...item, from: event.currentTarget.value })}
            />
            <SuggestedInput
              id={`${id}-${k}-key`}
              label={say('same.key')}
              placeholder={say('same.key')}
              value={text(item.key)}
              suggestions={fieldsOf(from, '', known, locale)}
              disabled={disabled}
              testId={`${testId}-${k}-key`}
              commit={(name) => put({ ...item, key: name })}
            />
          </div>
        );
      }}
    </ItemList>
  );
}
