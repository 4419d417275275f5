import type { JourneyNode, NodeCount } from '@suivi/schema';
import { IconCircleDashed, IconRosetteDiscountCheck, IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import type { Mode } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import type { NodeApproval, NodeProblems } from './overlay-store.ts';
import { CardCounts } from './people-counts.tsx';

interface Props {
  id: string;
  mode: Mode;
  node: JourneyNode;
  summary: string | undefined;
  ports: number;
  problems: NodeProblems | undefined;
  approval: NodeApproval | undefined;
  count: NodeCount | undefined;
}

/** The second line belongs to the mode: what the node does, who approved it, or how many passed. */
export function SecondLine({ id, mode, node, summary, ports, problems, approval, count }: Props) {
  const locale = useLocale();
  if (mode === 'people') return <CardCounts id={id} node={node} count={count} ports={ports} />;
  if (mode === 'review' && approval) return <ApprovalLine approval={approval} />;
  const line = mode === 'design' && problems && problems.errors > 0 ? problems.first[locale] : (summary ?? '');
  return <div className="ns">{line}</div>;
}

function ApprovalLine({ approval }: { approval: NodeApproval }) {
  const say = useSay();
  const { state } = approval;
  const by = approval.approval;
  return (
    <div className="ns">
      {state === 'approved' && (
        <>
          <IconRosetteDiscountCheck className="i xs" aria-hidden />{' '}
          {say('approval.approvedBy', { by: `${by?.by ?? ''} ${by?.qualification ?? ''}`.trim() })}
        </>
      )}
      {state === 'lapsed' && (
        <>
          <IconRosetteDiscountCheckOff className="i xs" aria-hidden /> {say('approval.lapsedLine')}
        </>
      )}
      {state === 'missing' && (
        <>
          <IconCircleDashed className="i xs" aria-hidden /> {say('approval.missingLine')}
        </>
      )}
    </div>
  );
}
