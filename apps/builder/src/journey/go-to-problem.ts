import type { Diagnostic } from '@suivi/schema';
import { useFlowControls } from '../canvas/flow-access.ts';
import { boxesOf } from '../graph/size.ts';
import { useJourney } from './journey-context.ts';
import { ui } from './ui-store.ts';

/** Goes to where a finding is: selects its node in Design mode and opens the field. */
export function useGoToProblem(): (diagnostic: Pick<Diagnostic, 'node' | 'field' | 'code'>) => void {
  const { queue } = useJourney();
  const flow = useFlowControls();
  return ({ node, field, code }) => {
    const review = code === 'APPROVAL_MISSING' || code === 'APPROVAL_LAPSED';
    ui.set({ mode: review ? 'review' : 'design' });
    ui.select(node ? [node] : []);
    const box = node ? boxesOf(queue.snapshot().doc).get(node) : undefined;
    if (box) flow.reveal(box);
    if (node && field && !review) ui.set({ focusField: { node, field } });
  };
}
