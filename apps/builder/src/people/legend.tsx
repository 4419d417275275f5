import { IconClock, IconLock } from '@tabler/icons-react';
import { useSay } from '../words/words.ts';

/** What the marks mean, at the top right of the canvas. */
export function Legend() {
  const say = useSay();
  return (
    <div className="legend float">
      <div>
        <i className="lg-flow" />
        <span>{say('legend.width')}</span>
      </div>
      <div>
        <svg width="26" height="14" aria-hidden="true">
          <path className="stub" strokeWidth="3" d="M0 7h20" />
          <path className="stub" strokeWidth="2" d="M23 0v14" />
        </svg>
        <span>{say('legend.drop')}</span>
      </div>
      <div>
        <span className="waitb">
          <IconClock className="i xs" aria-hidden />
        </span>
        <span>{say('legend.waiting')}</span>
      </div>
      <div>
        <span className="heldb">
          <IconLock className="i xs" aria-hidden />
        </span>
        <span>{say('legend.held')}</span>
      </div>
      <div>
        <i className="lg-path" />
        <span>{say('legend.path')}</span>
      </div>
    </div>
  );
}
