import { IconCircleDashed, IconRosetteDiscountCheck, IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import type { NodeApproval } from '../canvas/overlay-store.ts';
import { useSay } from '../words/words.ts';

const ICONS = { approved: IconRosetteDiscountCheck, lapsed: IconRosetteDiscountCheckOff, missing: IconCircleDashed };

/** Seal, broken seal or open circle, always with its word. */
export function ApprovalMark({ state, count }: { state: NodeApproval['state']; count?: number }) {
  const say = useSay();
  const Icon = ICONS[state];
  return (
    <span className={`mark seal-${state}`}>
      <Icon className="i xs" aria-hidden /> {say(`review.${state}`)}
      {count !== undefined && ` ${count}`}
    </span>
  );
}
