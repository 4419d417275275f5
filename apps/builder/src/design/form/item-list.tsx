import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSay } from '../../words/words.ts';

interface Props<Item> {
  items: readonly Item[];
  /** What one item is called: "Outcome". */
  itemName: string;
  addLabel: string;
  testId: string;
  labelledBy: string;
  disabled: boolean;
  /** The order matters: items can be moved. */
  ordered?: boolean;
  fewest?: number;
  most?: number;
  fresh(): Item;
  change(items: Item[]): void;
  children(item: Item, at: number, put: (item: Item) => void): ReactNode;
}

/** A list of small forms, each of which can be moved and removed by mouse or keyboard. */
export function ItemList<Item>(props: Props<Item>) {
  const { items, itemName, addLabel, testId, labelledBy, disabled, ordered, fewest = 0, most = 12 } = props;
  const say = useSay();
  const swap = (at: number, other: number) =>
    props.change(items.map((item, k) => (k === at ? items[other] : k === other ? items[at] : item) as Item));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label is above it already
    <div role="group" aria-labelledby={labelledBy} className="items" data-testid={testId}>
      {items.map((item, k) => {
        const name = `${itemName} ${k + 1}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: some items have no identity but their place
          <div key={k} className="item" data-testid={`${testId}-${k}`}>
            <div className="ibody">
              {props.children(item, k, (next) => props.change(items.map((old, at) => (at === k ? next : old))))}
            </div>
            <div className="itools">
              {ordered && (
                <>
                  <ActionIcon
                    aria-label={say('list.up', { item: name })}
                    disabled={disabled || k === 0}
                    onClick={() => swap(k, k - 1)}
                  >
                    <IconArrowUp className="i s" aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={say('list.down', { item: name })}
                    disabled={disabled || k === items.length - 1}
                    onClick={() => swap(k, k + 1)}
                  >
                    <IconArrowDown className="i s" aria-hidden />
                  </ActionIcon>
                </>
              )}
              <ActionIcon
                aria-label={say('list.remove', { item: name })}
                disabled={disabled || items.length <= fewest}
                data-testid={`${testId}-${k}-remove`}
                onClick={() => props.change(items.filter((_, at) => at !== k))}
              >
                <IconTrash className="i s" aria-hidden />
              </ActionIcon>
            </div>
          </div>
        );
      })}
      <Button
        variant="subtle"
        leftSection={<IconPlus className="i s" aria-hidden />}
        disabled={disabled || items.length >= most}
        data-testid={`${testId}-add`}
        onClick={() => props.change([...items, props.fresh()])}
      >
        {addLabel}
      </Button>
    </div>
  );
}

/** The objects in a list of a draft; whatever else it holds is shown as an empty item, so that it can be removed. */
export function itemsIn(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {},
  );
}
