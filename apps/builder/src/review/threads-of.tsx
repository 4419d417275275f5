import { Button, Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/trpc.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useSay } from '../words/words.ts';
import { ThreadView } from './thread-view.tsx';
import { reloadThreads, useThreads } from './use-threads.ts';

/**
 * The comments on a node, or on the journey as a whole. With `text` the words that are selected in it are quoted; they
 * are looked for again later, and the thread says so when they are gone.
 */
export function ThreadsOf({ node, text }: { node?: string; text?: string }) {
  const say = useSay();
  const { can } = useJourney();
  const threads = useThreads(node);
  const open = threads.filter(({ resolved }) => !resolved);
  const done = threads.filter(({ resolved }) => resolved);
  if (threads.length === 0 && !can('review.comment')) return null;
  return (
    <section className="sec threads" aria-label={say('thread.title')}>
      <h3 className="lab">{say('thread.count', { count: open.length })}</h3>
      {open.map((thread) => (
        <ThreadView key={thread.id} thread={thread} text={text} />
      ))}
      {can('review.comment') && <NewThread key={node} node={node} text={text} />}
      {done.length > 0 && (
        <details>
          <summary className="sm mute">{say('thread.resolvedCount', { count: done.length })}</summary>
          {done.map((thread) => (
            <ThreadView key={thread.id} thread={thread} text={text} />
          ))}
        </details>
      )}
    </section>
  );
}

function NewThread({ node, text }: { node: string | undefined; text: string | undefined }) {
  const say = useSay();
  const { id, can, queue } = useJourney();
  const [body, setBody] = useState('');
  const [quote, setQuote] = useState<string>();
  const [mustFix, setMustFix] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      // A comment is about what is drawn: the server must know the node before it is named.
      await queue.flush();
      await client.threads.open.mutate({
        journey: id,
        ...(node === undefined ? {} : { node }),
        ...(quote ? { quote } : {}),
        mustFix,
        body,
      });
      setBody('');
      setQuote(undefined);
      setMustFix(false);
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
      await reloadThreads(id);
    }
  };
  return (
    <form
      className="newthread"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim()) void send();
      }}
    >
      {quote && (
        <p className="quote">
          「{quote}」
          <button type="button" className="lnk" onClick={() => setQuote(undefined)}>
            {say('thread.noQuote')}
          </button>
        </p>
      )}
      <Textarea
        aria-label={say('thread.new')}
        placeholder={say('thread.new')}
        autosize
        minRows={2}
        maxLength={4000}
        value={body}
        data-testid="thread-body"
        onFocus={() => setQuote((known) => known ?? selectedIn(text))}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      {body.trim() !== '' && (
        <div className="row between">
          <Checkbox
            label={say('thread.mustFix')}
            checked={mustFix}
            disabled={!can('review.comment')}
            data-testid="thread-must-fix"
            onChange={(event) => setMustFix(event.currentTarget.checked)}
          />
          <Button type="submit" variant="default" loading={busy} data-testid="thread-send">
            {say('thread.send')}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What is selected on the page, if it is part of the text. */
function selectedIn(text: string | undefined): string | undefined {
  const selected = window.getSelection()?.toString().trim() ?? '';
  return selected && selected.length <= 500 && text?.includes(selected) ? selected : undefined;
}
