import { Loader } from '@mantine/core';
import { errorView } from '../api/error-view.ts';
import { ui } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';

/** A run that a link names and that is still loading, or cannot be shown. */
export function RunGone({ error }: { error: unknown }) {
  const say = useSay();
  const locale = useLocale();
  if (!error) {
    return (
      <div className="centred">
        <Loader size="sm" />
      </div>
    );
  }
  return (
    <div className="sec stack">
      <p>{errorView(error)?.sentence[locale] ?? say('error.unreachable')}</p>
      <button type="button" className="lnk" onClick={() => ui.set({ run: undefined })}>
        {say('people.showAll')}
      </button>
    </div>
  );
}
