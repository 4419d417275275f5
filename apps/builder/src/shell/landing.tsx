import type { Me } from '@suivi/schema';
import { Navigate } from 'react-router';
import { JourneysPage } from '../journeys/journeys-page.tsx';
import { useMe } from '../session/session.tsx';

/** Whose day is the work list rather than the journeys: who closes to-dos and does not draw. */
export const worksFirst = ({ permissions }: Me): boolean =>
  permissions.includes('task.close') && !permissions.includes('journey.edit');

/** Where somebody begins who opens the product without saying where. */
export function Landing() {
  return worksFirst(useMe()) ? <Navigate to="/work" replace /> : <JourneysPage />;
}
