import { NativeSelect } from '@mantine/core';
import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { ItemList, itemsIn } from './item-list.tsx';
import { SuggestedInput } from './suggested-input.tsx';
import { useSuggestions } from './suggestions.ts';
import { NumberInput, ValueText } from './value-inputs.tsx';

type Item = Record<string, unknown>;

const DEEDS = ['set', 'add', 'yes', 'no'] as const;
type Deed = (typeof DEEDS)[number];

/** What a run remembers: variables set to a value, or counted on. */
export function AssignmentsControl({ id, field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const { variables } = useSuggestions();
  const testId = `field-${field.name}`;
  return (
    <ItemList<Item>
      items={itemsIn(value)}
      itemName={say('list.assignment')}
      addLabel={say('list.addAssignment')}
      testId={testId}
      labelledBy={`${id}-label`}
      disabled={disabled}
      most={20}
      fresh={() => ({ variable: '', add: 1 })}
      change={(items) => commit(items.length === 0 ? undefined : items)}
    >
      {(item, k, put) => {
        const deed = deedOf(item);
        const variable = typeof item.variable === 'string' ? item.variable : '';
        return (
          <div className="irow set">
            <SuggestedInput
              id={`${id}-${k}-variable`}
              value={variable}
              suggestions={variables.map((name) => ({ value: name }))}
              label={say('condition.variable')}
              placeholder={say('condition.variable')}
              disabled={disabled}
              testId={`${testId}-${k}-variable`}
              commit={(name) => put({ ...item, variable: name })}
            />
            <NativeSelect
              aria-label={say('list.deed')}
              data={DEEDS.map((each) => ({ value: each, label: say(`deed.${each}`) }))}
              value={deed}
              disabled={disabled}
              data-testid={`${testId}-${k}-deed`}
              onChange={(event) => put({ variable, ...freshDeed(event.currentTarget.value, item) })}
            />
            {(deed === 'set' || deed === 'add') && (
              <AssignedValue item={item} deed={deed} testId={`${testId}-${k}-value`} disabled={disabled} put={put} />
            )}
          </div>
        );
      }}
    </ItemList>
  );
}

function deedOf(item: Item): Deed {
  if ('add' in item) return 'add';
  return typeof item.to === 'boolean' ? (item.to ? 'yes' : 'no') : 'set';
}

function freshDeed(deed: string, old: Item): Item {
  if (deed === 'yes' || deed === 'no') return { to: deed === 'yes' };
  const number = typeof old.to === 'number' ? old.to : typeof old.add === 'number' ? old.add : undefined;
  return deed === 'add' ? { add: number ?? 1 } : { to: number ?? 0 };
}

interface AssignedProps {
  item: Item;
  deed: 'set' | 'add';
  testId: string;
  disabled: boolean;
  put(item: Item): void;
}

function AssignedValue({ item, deed, testId, disabled, put }: AssignedProps) {
  const say = useSay();
  if (deed === 'add') {
    return (
      <NumberInput
        label={say('condition.value')}
        value={item.add}
        disabled={disabled}
        testId={testId}
        commit={(add) => put({ ...item, add })}
      />
    );
  }
  return <ValueText value={item.to} disabled={disabled} testId={testId} commit={(to) => put({ ...item, to })} />;
}
