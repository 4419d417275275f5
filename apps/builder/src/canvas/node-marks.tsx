import type { NodeCount } from '@suivi/schema';
import {
  IconCircleDashed,
  IconClock,
  IconLock,
  IconRosetteDiscountCheck,
  IconRosetteDiscountCheckOff,
} from '@tabler/icons-react';
import type { Mode } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useSay } from '../words/words.ts';
import type { NodeApproval } from './overlay-store.ts';
import { list } from './people-counts.tsx';

interface Props {
  id: string;
  mode: Mode;
  approval: NodeApproval | undefined;
  count: NodeCount | undefined;
}

/** At most two marks at the right end: the approval's seal, or who is here now. */
export function NodeMarks({ id, mode, approval, count }: Props) {
  if (mode === 'people') return <HereMarks id={id} count={count} />;
  if (mode === 'design' && approval) return <Seal state={approval.state} />;
  return <span className="nr" />;
}

function Seal({ state }: { state: NodeApproval['state'] }) {
  const say = useSay();
  const label = say(`approval.${state}`);
  const Icon = { approved: IconRosetteDiscountCheck, lapsed: IconRosetteDiscountCheckOff, missing: IconCircleDashed }[
    state
  ];
  return (
    <span className={`nr seal-${state}`} role="img" aria-label={label} title={label}>
      <Icon className="i s" aria-hidden />
    </span>
  );
}

function HereMarks({ id, count }: { id: string; count: NodeCount | undefined }) {
  const say = useSay();
  if (!count) return <span className="nr" />;
  return (
    <span className="nr">
      {count.here > 0 && (
        <button
          type="button"
          className="waitb nodrag"
          data-testid={`count-here-${id}`}
          aria-label={say('people.hereNow', { count: count.here })}
          onClick={(event) => {
            event.stopPropagation();
            list(id, { state: 'here' });
          }}
        >
          <IconClock className="i xs" aria-hidden />
          {numberText(count.here)}
        </button>
      )}
      {count.held > 0 && (
        <button
          type="button"
          className="heldb nodrag"
          data-testid={`count-held-${id}`}
          aria-label={say('people.heldHere', { count: count.held })}
          onClick={(event) => {
            event.stopPropagation();
            list(id, { state: 'held' });
          }}
        >
          <IconLock className="i xs" aria-hidden />
          {numberText(count.held)}
        </button>
      )}
    </span>
  );
}
