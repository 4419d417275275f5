import { Button } from '@mantine/core';
import { IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import { nodeTitle } from '../canvas/node-words.ts';
import { useDraft, useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';

/** Before an edit is saved: which signatures it voids. Nothing is saved until the person decides. */
export function VoidsBar() {
  const say = useSay();
  const locale = useLocale();
  const { queue, view } = useJourney();
  const { held, doc } = useDraft();
  if (held.length === 0) return null;
  return (
    <section className="voids" role="alert" data-testid="voids-bar" aria-label={say('voids.title')}>
      <IconRosetteDiscountCheckOff className="i" aria-hidden />
      <div className="sp">
        <p className="m">{say('voids.says', { count: held.length })}</p>
        <p className="sm">
          {held.map((id) => {
            const node = doc.nodes[id];
            const by = view.approvals.find((approval) => approval.node === id);
            const who = by ? ` · ${by.by} ${by.qualification}`.trimEnd() : '';
            return (
              <button key={id} type="button" className="lnk" onClick={() => ui.select([id])}>
                {`${node ? nodeTitle(node, locale) : id}${who}`}
              </button>
            );
          })}
        </p>
      </div>
      <Button variant="default" data-testid="voids-discard" onClick={() => queue.discard()}>
        {say('voids.discard')}
      </Button>
      <Button data-testid="voids-save" onClick={() => queue.release()}>
        {say('voids.save')}
      </Button>
    </section>
  );
}
