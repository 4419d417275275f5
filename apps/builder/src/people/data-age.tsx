import { useEffect, useState } from 'react';
import { useOverlay } from '../canvas/overlay-store.ts';
import { useJourney } from '../journey/journey-context.ts';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { useLive } from './live-stream.ts';

/** How old the numbers are. The age counts on while nothing arrives, because silence is not freshness. */
export function DataAge() {
  const say = useSay();
  const locale = useLocale();
  const { view } = useJourney();
  const asOf = useOverlay((state) => state.seen?.asOf);
  const connected = useLive((state) => state.connected);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  // Nothing will come of a journey that was never published; the panel says so.
  if (view.live === undefined) return null;
  if (asOf === undefined) return <span className="sm mute dataage">{say('people.waitingForData')}</span>;
  const seconds = Math.max(0, Math.round((now - asOf) / 1_000));
  return (
    <span className="sm mute dataage num" data-testid="data-age">
      <span className={connected ? 'live' : 'live off'} />
      <span className="el">
        {say('people.dataAge', { time: timeText(asOf, 'clockSeconds', locale), seconds })}
        {!connected && ` · ${say('people.disconnected')}`}
      </span>
    </span>
  );
}
