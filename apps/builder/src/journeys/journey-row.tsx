import type { JourneyListItem } from '@suivi/schema';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { useSystem } from '../session/session.tsx';
import { numberText, timeText } from '../words/time.ts';
import { useLocale, useSay, useText } from '../words/words.ts';
import { Thumbnail } from './thumbnail.tsx';

const STATUS_CLASS = { running: 'dok', inReview: 'dbr', paused: 'dwn', draft: 'ddr' } as const;

/** One journey. The title is the link; a click anywhere in the row does the same. */
export function JourneyRow({ item }: { item: JourneyListItem }) {
  const say = useSay();
  const text = useText();
  const locale = useLocale();
  const navigate = useNavigate();
  const runs = item.liveVersion !== undefined;
  const stands = useSystem()?.designOnly === true && item.status === 'running';
  return (
    <tr data-testid="journey-row" data-journey={item.id} onClick={() => void navigate(`/journeys/${item.id}`)}>
      <td>
        <div className="nm">
          <Thumbnail shape={item.shape} />
          <div>
            <div className="row">
              <Link
                className="m el"
                title={text(item.title)}
                to={`/journeys/${item.id}`}
                onClick={(event) => event.stopPropagation()}
              >
                {text(item.title) || say('journeys.untitled')}
              </Link>
              {item.example && (
                <span className="chip" title={say('journeys.exampleHint')}>
                  {say(item.liveVersion === undefined ? 'journeys.exampleUnreviewed' : 'journeys.example')}
                </span>
              )}
            </div>
            <div className="xs mute el" title={text(item.description)}>
              {text(item.description)}
            </div>
          </div>
        </div>
      </td>
      <td>
        <span className={`st ${stands ? 'ddr' : STATUS_CLASS[item.status]}`}>
          {say(stands ? 'status.stands' : `status.${item.status}`)}
        </span>
      </td>
      <td className={runs ? 'r num' : 'r num nobody'} data-label={say('journeys.inside')}>
        <b>{runs ? numberText(item.inside) : '—'}</b>
      </td>
      <td className={runs ? 'r num' : 'r num nobody'} data-label={say('journeys.sent7d')}>
        <b>{runs ? numberText(item.sent7d) : '—'}</b>
      </td>
      <td>
        <Problems item={item} />
      </td>
      <td>
        <div className="sm el">{item.editedBy ?? '—'}</div>
        <div className="xs mute num">{timeText(item.editedAt, 'dayClock', locale)}</div>
      </td>
      <td>
        {runs && <span className="chip">v{item.liveVersion}</span>}{' '}
        {item.status === 'inReview' && (
          <span className="chip br">{say('status.versionInReview', { number: (item.liveVersion ?? 0) + 1 })}</span>
        )}
        {!runs && item.status === 'draft' && <span className="mute">—</span>}
      </td>
    </tr>
  );
}

function Problems({ item }: { item: JourneyListItem }) {
  const say = useSay();
  if (item.held > 0) {
    return (
      <span className="pb err">
        <IconAlertCircle className="i s" aria-hidden />
        {say('journeys.held', { count: item.held })}
      </span>
    );
  }
  if (item.problems === 0) return <span className="pb mute">{say('journeys.noProblems')}</span>;
  return (
    <span className="pb warn">
      <IconAlertTriangle className="i s" aria-hidden />
      {say('journeys.open', { count: item.problems })}
    </span>
  );
}
