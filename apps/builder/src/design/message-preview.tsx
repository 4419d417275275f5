import { useSay } from '../words/words.ts';

/** The text as the patient sees it, in the channel's own colours. */
export function MessagePreview({ text }: { text: string }) {
  const say = useSay();
  return (
    <section className="pv" aria-label={say('preview.title')}>
      <h3 className="lab">{say('preview.title')}</h3>
      <div className="wx">
        <div className="wxt">{say('preview.service')}</div>
        <div className="wxm">
          <span className="av d sq" aria-hidden="true">
            {say('preview.avatar')}
          </span>
          <div className="bub">{text}</div>
        </div>
      </div>
    </section>
  );
}
