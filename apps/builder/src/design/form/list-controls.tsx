import { newId } from '../../graph/new-id.ts';
import { useSay } from '../../words/words.ts';
import { ConditionEditor } from './condition-editor.tsx';
import type { ControlProps } from './control-props.ts';
import { ItemList, itemsIn } from './item-list.tsx';
import { LocalTextInput } from './local-text-input.tsx';
import { NumberInput } from './value-inputs.tsx';

type Item = Record<string, unknown>;

/** A list that is emptied is not given: an empty one would be shown as if it were. */
const given = (items: Item[]): Item[] | undefined => (items.length === 0 ? undefined : items);

/** The answers that close a to-do. */
export function OutcomesControl({ id, field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const testId = `field-${field.name}`;
  return (
    <ItemList<Item>
      items={itemsIn(value)}
      itemName={say('list.outcome')}
      addLabel={say('list.addOutcome')}
      testId={testId}
      labelledBy={`${id}-label`}
      disabled={disabled}
      fewest={field.meta.optional ? 0 : 1}
      fresh={() => ({ id: newId() })}
      change={(items) => commit(given(items))}
    >
      {(item, k, put) => (
        <Labelled item={item} name={say('list.outcome')} at={k} testId={testId} disabled={disabled} put={put} />
      )}
    </ItemList>
  );
}

/** Ordered cases: what each is called, and when it is taken. */
export function CasesControl({ id, field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const testId = `field-${field.name}`;
  return (
    <ItemList<Item>
      items={itemsIn(value)}
      itemName={say('list.case')}
      addLabel={say('list.addCase')}
      testId={testId}
      labelledBy={`${id}-label`}
      disabled={disabled}
      ordered
      fresh={() => ({ id: newId() })}
      change={(items) => commit(given(items))}
    >
      {(item, k, put) => (
        <>
          <Labelled item={item} name={say('list.case')} at={k} testId={testId} disabled={disabled} put={put} />
          <ConditionEditor
            id={`${id}-${k}-if`}
            value={item.if}
            sources={field.meta.sources ?? []}
            event=""
            testId={`${testId}-${k}-if`}
            disabled={disabled}
            change={(condition) => {
              const { if: _, ...rest } = item;
              put(condition === undefined ? rest : { ...rest, if: condition });
            }}
          />
        </>
      )}
    </ItemList>
  );
}

/** The arms of a split, each with its weight and the share that it makes. */
export function ArmsControl({ id, field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const testId = `field-${field.name}`;
  const items = itemsIn(value);
  const total = items.reduce((sum, { weight }) => sum + (typeof weight === 'number' && weight > 0 ? weight : 0), 0);
  return (
    <ItemList<Item>
      items={items}
      itemName={say('list.arm')}
      addLabel={say('list.addArm')}
      testId={testId}
      labelledBy={`${id}-label`}
      disabled={disabled}
      fewest={2}
      fresh={() => ({ id: newId(), weight: 10 })}
      change={(next) => commit(given(next))}
    >
      {(item, k, put) => (
        <div className="irow arm">
          <Labelled item={item} name={say('list.arm')} at={k} testId={testId} disabled={disabled} put={put} />
          <NumberInput
            label={say('list.weight')}
            value={item.weight}
            disabled={disabled}
            testId={`${testId}-${k}-weight`}
            commit={(weight) => put({ ...item, weight })}
          />
          <output className="share num">{shareText(item.weight, total)}</output>
          <label className="mid holdout">
            <input
              type="checkbox"
              aria-label={say('list.holdOut')}
              checked={item.holdOut === true}
              disabled={disabled}
              data-testid={`${testId}-${k}-hold-out`}
              onChange={(event) => {
                const { holdOut: _, ...rest } = item;
                put(event.currentTarget.checked ? { ...rest, holdOut: true } : rest);
              }}
            />
            {say('list.holdOut')}
          </label>
        </div>
      )}
    </ItemList>
  );
}

function shareText(weight: unknown, total: number): string {
  if (typeof weight !== 'number' || weight <= 0 || total === 0) return '–';
  return `${Math.round((1_000 * weight) / total) / 10}%`;
}

interface LabelledProps {
  item: Item;
  name: string;
  at: number;
  testId: string;
  disabled: boolean;
  put(item: Item): void;
}

/** The name of an item, which is that of its port. */
function Labelled({ item, name, at, testId, disabled, put }: LabelledProps) {
  const say = useSay();
  return (
    <LocalTextInput
      value={item.label}
      label={say('list.name', { item: `${name} ${at + 1}` })}
      placeholder={say('list.namePlaceholder', { item: name })}
      disabled={disabled}
      testId={`${testId}-${at}-label`}
      commit={(label) => {
        const { label: _, ...rest } = item;
        put(label ? { ...rest, label } : rest);
      }}
    />
  );
}
