import { ActionIcon, Button } from '@mantine/core';
import { conditionWords } from '@suivi/nodes';
import type { Source } from '@suivi/schema';
import { IconBoxMultiple, IconPlus, IconX } from '@tabler/icons-react';
import { useLocale, useSay } from '../../words/words.ts';
import { ConditionRow } from './condition-row.tsx';
import { type Branch, type Group, type Join, newRow, readCondition, writeCondition } from './condition-tree.ts';
import { Segmented } from './segmented.tsx';
import { conditionIn } from './suggestions.ts';

interface Props {
  id: string;
  value: unknown;
  sources: readonly Source[];
  /** The type of the event that a filter looks at; '' where there is none. */
  event: string;
  testId: string;
  disabled: boolean;
  change(value: unknown): void;
}

/** Groups inside groups: enough for what people say, and still readable in a narrow panel. */
const MAX_DEPTH = 3;

/** A condition in words: comparisons, joined by all, any or none, in groups; below it the sentence it makes. */
export function ConditionEditor({ id, value, sources, event, testId, disabled, change }: Props) {
  const say = useSay();
  const locale = useLocale();
  const root = readCondition(value);
  const group: Group = root?.kind === 'group' ? root : { kind: 'group', join: 'all', of: root ? [root] : [] };
  const sentence = conditionIn(value);
  return (
    <div className="condition" data-testid={testId}>
      <GroupBody
        id={id}
        group={group}
        depth={1}
        sources={sources}
        event={event}
        testId={testId}
        disabled={disabled}
        change={(next) => change(next.of.length === 0 ? undefined : writeCondition(next))}
      />
      {sentence && group.of.length + (root?.kind === 'group' ? 1 : 0) > 1 && (
        <p className="hint sentence" aria-live="polite">
          {say('condition.reads', { sentence: conditionWords(sentence, event, locale) })}
        </p>
      )}
    </div>
  );
}

interface GroupProps {
  id: string;
  group: Group;
  depth: number;
  sources: readonly Source[];
  event: string;
  testId: string;
  disabled: boolean;
  change(group: Group): void;
}

function GroupBody({ id, group, depth, sources, event, testId, disabled, change }: GroupProps) {
  const say = useSay();
  const put = (at: number, branch: Branch) =>
    change({ ...group, of: group.of.map((old, k) => (k === at ? branch : old)) });
  const drop = (at: number) => change({ ...group, of: group.of.filter((_, k) => k !== at) });
  const add = (branch: Branch) => change({ ...group, of: [...group.of, branch] });
  const part = { sources, event, disabled };
  return (
    <>
      {(group.of.length > 1 || group.join === 'none' || depth > 1) && (
        <Segmented<Join>
          name={`${id}-join`}
          label={say('condition.join')}
          value={group.join}
          disabled={disabled}
          testId={`${testId}-join`}
          options={(['all', 'any', 'none'] as const).map((join) => ({ value: join, label: say(`condition.${join}`) }))}
          onChange={(join) => change({ ...group, join })}
        />
      )}
      {group.of.map((branch, k) => {
        const key = `${testId}-${k}`;
        if (branch.kind === 'row') {
          return (
            <ConditionRow
              key={key}
              id={`${id}-${k}`}
              row={branch}
              testId={key}
              {...part}
              change={(row) => put(k, row)}
              drop={() => drop(k)}
            />
          );
        }
        return (
          <fieldset key={key} className="cgroup" aria-label={say('condition.group')}>
            <GroupBody
              id={`${id}-${k}`}
              group={branch}
              depth={depth + 1}
              testId={key}
              {...part}
              change={(inner) => (inner.of.length === 0 ? drop(k) : put(k, inner))}
            />
            <ActionIcon
              className="gdrop"
              aria-label={say('condition.removeGroup')}
              disabled={disabled}
              onClick={() => drop(k)}
            >
              <IconX className="i s" aria-hidden />
            </ActionIcon>
          </fieldset>
        );
      })}
      <div className="cadd">
        <Button
          variant="subtle"
          leftSection={<IconPlus className="i s" aria-hidden />}
          disabled={disabled}
          data-testid={`${testId}-add`}
          onClick={() => add(newRow(sources))}
        >
          {group.of.length === 0 && sources.includes('event') ? say('condition.addFirst') : say('condition.add')}
        </Button>
        {depth < MAX_DEPTH && group.of.length > 0 && (
          <Button
            variant="subtle"
            leftSection={<IconBoxMultiple className="i s" aria-hidden />}
            disabled={disabled}
            data-testid={`${testId}-add-group`}
            onClick={() => add({ kind: 'group', join: group.join === 'any' ? 'all' : 'any', of: twoRows(sources) })}
          >
            {say('condition.addGroup')}
          </Button>
        )}
      </div>
    </>
  );
}

/** A group of one would be written as that one, and be no group any more. */
const twoRows = (sources: readonly Source[]): Branch[] => [newRow(sources), newRow(sources)];
