import { useFlowControls } from '../canvas/flow-access.ts';
import { nodeTitle } from '../canvas/node-words.ts';
import { boxesOf } from '../graph/size.ts';
import { useDraft, useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import { ApprovalMark } from './approval-mark.tsx';
import { reviewTexts } from './review-texts.ts';

/** All texts as the patient would read them, top to bottom. Up and down go through them. */
export function ReviewSide() {
  const say = useSay();
  const locale = useLocale();
  const { compiled, approvals } = useJourney();
  const { doc } = useDraft();
  const [selected] = useUi((state) => state.selection);
  const flow = useFlowControls();
  const texts = reviewTexts(doc, compiled.needs);

  const open = (node: string) => {
    ui.select([node]);
    const box = boxesOf(doc).get(node);
    if (box) flow.reveal(box);
  };
  const step = (from: number, by: number) => {
    const next = texts[from + by];
    if (!next) return;
    open(next.node);
    document.querySelectorAll<HTMLElement>('[data-testid=review-text]')[from + by]?.focus();
  };
  return (
    <aside className="pane lft reviewside" aria-label={say('review.texts')}>
      <header className="ph">
        <div>
          <h2 className="m">{say('review.texts')}</h2>
          <p className="xs mute">{say('review.textsCount', { count: texts.length })}</p>
        </div>
      </header>
      <div className="chat">
        {texts.length === 0 && <p className="empty">{say('review.noTexts')}</p>}
        {texts.map((need, k) => {
          const node = doc.nodes[need.node];
          return (
            <button
              key={`${need.node}/${need.part}`}
              type="button"
              className={need.node === selected ? 'tm cur' : 'tm'}
              data-testid="review-text"
              data-node={need.node}
              aria-current={need.node === selected}
              onClick={() => open(need.node)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
                event.preventDefault();
                step(k, event.key === 'ArrowDown' ? 1 : -1);
              }}
            >
              <span className="av d sq" aria-hidden="true">
                {say('preview.avatar')}
              </span>
              <span className="tmb">
                <span className="bub">{need.text}</span>
                <span className="tf">
                  <ApprovalMark state={approvals[need.node]?.state ?? 'missing'} />
                  <span className="el">{node ? nodeTitle(node, locale) : need.node}</span>
                </span>
              </span>
            </button>
          );
        })}
      </div>
    </aside>
  );
}
