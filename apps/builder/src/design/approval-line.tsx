import { IconCircleDashed, IconRosetteDiscountCheck, IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import { useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';

const ICONS = { approved: IconRosetteDiscountCheck, lapsed: IconRosetteDiscountCheckOff, missing: IconCircleDashed };

/** Where the approval of this node's text stands, with a link to the review. */
export function ApprovalLine({ node }: { node: string }) {
  const say = useSay();
  const locale = useLocale();
  const { approvals } = useJourney();
  const own = approvals[node];
  if (!own) return null;
  const Icon = ICONS[own.state];
  const by = own.approval;
  return (
    <section className={`sec rv rv-${own.state}`}>
      <Icon className="i s" aria-hidden />
      <span className="sp">
        {say(`approval.${own.state}`)}
        {by && ` · ${by.by} ${by.qualification} ${timeText(by.at, 'dayClock', locale)}`}
      </span>
      <button type="button" className="lnk" onClick={() => ui.set({ mode: 'review' })}>
        {say('approval.open')}
      </button>
    </section>
  );
}
