import { useJourney } from '../journey/journey-context.ts';
import { ApprovalMark } from './approval-mark.tsx';

/** How many texts stand where, at the top left of the canvas. */
export function ReviewLegend() {
  const { approvals } = useJourney();
  const states = Object.values(approvals).map(({ state }) => state);
  return (
    <div className="keyl float">
      {(['approved', 'missing', 'lapsed'] as const).map((state) => (
        <ApprovalMark key={state} state={state} count={states.filter((own) => own === state).length} />
      ))}
    </div>
  );
}
