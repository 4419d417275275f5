import type { ApprovalNeed } from '@suivi/schema';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { nodeSummary, nodeTitle } from '../canvas/node-words.ts';
import { readingOrder } from '../graph/reach.ts';
import { stepsBefore } from '../graph/steps-before.ts';
import { useDraft } from '../journey/journey-context.ts';
import { useLocale, useSay } from '../words/words.ts';

/** What the signature binds: the text, and every step on the way to it; and what it leaves free. */
export function SignatureScope({ need }: { need: ApprovalNeed }) {
  const say = useSay();
  const locale = useLocale();
  const { doc } = useDraft();
  const steps = useMemo(() => {
    const before = stepsBefore(doc, need.node);
    return readingOrder(doc).filter((id) => before.has(id));
  }, [doc, need.node]);
  return (
    <section className="sec scope">
      <h3 className="lab">{say('review.covers')}</h3>
      <p>
        <IconCheck className="i s okc" aria-hidden /> {say('review.coversText')}
      </p>
      <p>
        <IconCheck className="i s okc" aria-hidden /> {say('review.coversSteps', { count: steps.length })}
      </p>
      <ol>
        {steps.map((id) => {
          const node = doc.nodes[id];
          if (!node) return null;
          const summary = nodeSummary(node, locale);
          return (
            <li key={id} className="el">
              {nodeTitle(node, locale)}
              {summary && <span className="mute">　{summary}</span>}
            </li>
          );
        })}
      </ol>
      <p className="mute">
        <IconMinus className="i s" aria-hidden /> {say('review.coversNot')}
      </p>
      <p className="mono xs mute el" title={need.contentHash}>
        {need.contentHash.slice(0, 23)}…
      </p>
    </section>
  );
}
