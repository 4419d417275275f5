import type { EpochMs } from '@suivi/schema';
import { zoneMark } from './time.ts';
import { useSay } from './words.ts';

/** Whose clock the times below are of, where it is not the reader's. @param at an instant that is shown by it */
export function ZoneNote({ zone, at }: { zone: string | undefined; at: EpochMs }) {
  const say = useSay();
  const mark = zoneMark(at, zone);
  if (zone === undefined || mark === '') return null;
  return (
    <p className="xs mute" data-testid="zone-note">
      {say('time.inZone', { zone, mark })}
    </p>
  );
}
