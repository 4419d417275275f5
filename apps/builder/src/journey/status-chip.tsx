import { useSystem } from '../session/session.tsx';
import { useSay } from '../words/words.ts';
import { useJourney } from './journey-context.ts';
import { useUi } from './ui-store.ts';

/** What the page shows: the draft or the review of the next version, or the version that runs. */
export function StatusChip() {
  const say = useSay();
  const { view } = useJourney();
  const stands = useSystem()?.designOnly === true;
  const mode = useUi((state) => state.mode);
  const live = view.live?.version.number;
  const next = Math.max(live ?? 0, ...view.versions.map((version) => version.number)) + 1;
  if (mode === 'people') {
    if (live === undefined) return <span className="chip">{say('status.unpublished')}</span>;
    return (
      <span className={stands ? 'chip' : 'chip ok'}>
        {say(stands ? 'status.liveStands' : 'status.live', { number: live })}
      </span>
    );
  }
  return view.review.state === 'inReview' ? (
    <span className="chip br">{say('status.versionInReview', { number: next })}</span>
  ) : (
    <span className="chip">{say('status.versionDraft', { number: next })}</span>
  );
}
