import { Button, TextInput } from '@mantine/core';
import type { ReviewThread } from '@suivi/schema';
import { IconAlertCircle, IconCircleCheck, IconMessage } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/trpc.ts';
import { useJourney } from '../journey/journey-context.ts';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { reloadThreads } from './use-threads.ts';

/** One thread: its state in a word, the words it is about, who said what, and an answer. */
export function ThreadView({ thread, text }: { thread: ReviewThread; text: string | undefined }) {
  const say = useSay();
  const locale = useLocale();
  const { id, can } = useJourney();
  const [answer, setAnswer] = useState('');
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      notifyError(error);
    } finally {
      await reloadThreads(id);
    }
  };
  const gone = thread.quote !== undefined && text !== undefined && !text.includes(thread.quote);
  const state = thread.resolved ? 'resolved' : thread.mustFix ? 'mustFix' : 'suggestion';
  const Icon = { resolved: IconCircleCheck, mustFix: IconAlertCircle, suggestion: IconMessage }[state];
  return (
    <article className={`thread ${state}`} data-testid="thread" data-state={state}>
      <header className="row between">
        <span className="mark">
          <Icon className="i xs" aria-hidden /> {say(`thread.${state}`)}
          {thread.resolved && ` · ${thread.resolved.by}`}
        </span>
        {thread.mine ? (
          <button
            type="button"
            className="lnk"
            data-testid="thread-resolve"
            onClick={() =>
              void act(() => client.threads.resolve.mutate({ thread: thread.id, resolved: !thread.resolved }))
            }
          >
            {say(thread.resolved ? 'thread.reopen' : 'thread.resolve')}
          </button>
        ) : (
          thread.mustFix && !thread.resolved && <span className="xs mute">{say('thread.whoResolves')}</span>
        )}
      </header>
      {thread.quote && (
        <p className="quote">
          「{thread.quote}」{gone && <span className="mute"> {say('thread.quoteGone')}</span>}
        </p>
      )}
      {thread.comments.map((comment) => (
        <div key={comment.id} className="comment">
          <p className="xs mute">
            {comment.by} · {timeText(comment.at, 'dayClock', locale)}
          </p>
          <p className="said">{comment.body}</p>
        </div>
      ))}
      {can('review.comment') && !thread.resolved && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (!answer.trim()) return;
            void act(() => client.threads.reply.mutate({ thread: thread.id, body: answer })).then(() => setAnswer(''));
          }}
        >
          <TextInput
            className="sp"
            aria-label={say('thread.answer')}
            placeholder={say('thread.answer')}
            value={answer}
            maxLength={4000}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          {answer.trim() !== '' && (
            <Button type="submit" variant="default">
              {say('thread.send')}
            </Button>
          )}
        </form>
      )}
    </article>
  );
}
