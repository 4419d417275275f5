import { Button } from '@mantine/core';
import { useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { finishTyping } from '../draft/typing.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useSay } from '../words/words.ts';

/** 送审, or taking it back. With errors left it says so instead of being clickable. */
export function ReviewButton() {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const { id, view, queue, compiled, approvals, can } = useJourney();
  if (!can('journey.edit')) return null;
  const errors = compiled.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const open = Object.values(approvals).filter(({ state }) => state !== 'approved').length;
  const inReview = view.review.state === 'inReview';
  const run = async () => {
    setBusy(true);
    try {
      finishTyping();
      if (!(await queue.flush())) return;
      if (inReview) await client.review.withdraw.mutate({ journey: id });
      else await client.review.submit.mutate({ journey: id });
      notifyDone(say(inReview ? 'review.withdrawn' : 'review.submitted'));
      await queryClient.invalidateQueries({ queryKey: trpc.journeys.get.queryKey({ journey: id }) });
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  const why = inReview
    ? ''
    : errors > 0
      ? say('review.errorsFirst', { count: errors })
      : open === 0
        ? say('review.nothingOpen')
        : '';
  return (
    <>
      {why && <span className="sm mute why">{why}</span>}
      <Button
        variant="default"
        data-testid={inReview ? 'withdraw-review' : 'submit-review'}
        loading={busy}
        disabled={why !== ''}
        title={why || undefined}
        onClick={() => void run()}
      >
        {say(inReview ? 'review.withdraw' : 'review.submit')}
      </Button>
    </>
  );
}
