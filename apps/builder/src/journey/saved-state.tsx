import { IconCircleCheck, IconCloudOff, IconHandStop, IconRefresh } from '@tabler/icons-react';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { useDraft, useJourney } from './journey-context.ts';

/** Whether the last edit is safe: saved with its time, on its way, or kept here until the connection is back. */
export function SavedState() {
  const say = useSay();
  const locale = useLocale();
  const { queue, editable } = useJourney();
  const { save, savedAt } = useDraft();
  if (!editable) return null;
  return (
    <span className={`sm saved ${save}`} data-testid="saved-state" data-state={save} aria-live="polite">
      {save === 'saved' && (
        <>
          <IconCircleCheck className="i s" aria-hidden />
          {savedAt === undefined
            ? say('save.saved')
            : say('save.savedAt', { time: timeText(savedAt, 'clock', locale) })}
        </>
      )}
      {save === 'saving' && (
        <>
          <IconRefresh className="i s" aria-hidden />
          {say('save.saving')}
        </>
      )}
      {save === 'held' && (
        <>
          <IconHandStop className="i s" aria-hidden />
          {say('save.held')}
        </>
      )}
      {save === 'offline' && (
        <>
          <IconCloudOff className="i s" aria-hidden />
          {say('save.offline')}
          <button type="button" className="lnk" onClick={() => void queue.flush()}>
            {say('save.retry')}
          </button>
        </>
      )}
    </span>
  );
}
