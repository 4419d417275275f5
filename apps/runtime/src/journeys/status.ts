import type { JourneyStatus } from '@suivi/schema';

/** One word for a journey: what somebody has to do about it comes before what it does by itself. */
export function statusOf(journey: { inReview: boolean; published: boolean; active: boolean }): JourneyStatus {
  if (journey.inReview) return 'inReview';
  if (!journey.published) return 'draft';
  return journey.active ? 'running' : 'paused';
}
