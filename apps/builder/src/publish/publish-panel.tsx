import { Button, Loader, Textarea } from '@mantine/core';
import type { Diagnostic, PublishCheck } from '@suivi/schema';
import { diagnosticSentence } from '@suivi/schema';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { nodeTitle } from '../canvas/node-words.ts';
import { finishTyping } from '../draft/typing.ts';
import { useGoToProblem } from '../journey/go-to-problem.ts';
import { useDraft, useJourney } from '../journey/journey-context.ts';
import { pageManifests } from '../packs/page-manifests.ts';
import { useLocale, useSay } from '../words/words.ts';

/** What the server still misses, each with its link; then a note and the one button that publishes. */
export function PublishPanel({ close }: { close(): void }) {
  const say = useSay();
  const { id, queue, can } = useJourney();
  const { revision } = useDraft();
  const [check, setCheck] = useState<PublishCheck | undefined>();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let current = true;
    finishTyping();
    queue
      .flush()
      .then(() => client.publishing.check.query({ journey: id }))
      .then((answer) => current && setCheck(answer), notifyError);
    return () => {
      current = false;
    };
  }, [id, queue]);

  const publish = async () => {
    setBusy(true);
    const manifests = pageManifests(queue.snapshot().doc);
    try {
      const version = await client.publishing.publish.mutate({ journey: id, revision, note: note.trim(), manifests });
      notifyDone(say('publish.done', { number: version.number }));
      await queryClient.invalidateQueries({ queryKey: trpc.journeys.get.queryKey({ journey: id }) });
      close();
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };

  if (!check)
    return (
      <div className="sec row">
        <Loader size="xs" /> {say('publish.checking')}
      </div>
    );
  const allowed = can('journey.publish');
  const blocked = !check.ready
    ? say('publish.blocked', { count: check.missing.length })
    : allowed
      ? ''
      : say('publish.notAllowed');
  return (
    <div className="publishpanel" role="dialog" aria-label={say('publish.title')}>
      <header className="ph">
        <h2 className="m">
          {check.ready ? say('publish.ready') : say('publish.listTitle', { count: check.missing.length })}
        </h2>
      </header>
      {check.ready && (
        <p className="sec okline">
          <IconCircleCheck className="i s" aria-hidden /> {say('publish.readyText')}
        </p>
      )}
      <ul className="problemlist">
        {[...check.missing, ...check.warnings].map((diagnostic, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two findings may be equal
          <li key={k}>
            <MissingItem diagnostic={diagnostic} close={close} />
          </li>
        ))}
      </ul>
      <div className="sec">
        <Textarea
          label={say('publish.note')}
          rows={1}
          maxLength={500}
          value={note}
          data-testid="publish-note"
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="row confirm">
          <Button
            flex="none"
            data-testid="publish-confirm"
            loading={busy}
            disabled={blocked !== ''}
            onClick={() => void publish()}
          >
            {say('publish.confirm')}
          </Button>
          <span className="sm mute">{blocked}</span>
        </div>
      </div>
    </div>
  );
}

function MissingItem({ diagnostic, close }: { diagnostic: Diagnostic; close(): void }) {
  const locale = useLocale();
  const { doc } = useDraft();
  const goTo = useGoToProblem();
  const node = diagnostic.node ? doc.nodes[diagnostic.node] : undefined;
  const { says, fix } = diagnosticSentence(diagnostic);
  const isWarning = diagnostic.severity === 'warning';
  return (
    <button
      type="button"
      className={`problem tall ${diagnostic.severity}`}
      data-testid={isWarning ? 'publish-warning-item' : 'publish-missing-item'}
      data-node={diagnostic.node}
      onClick={() => {
        goTo(diagnostic);
        close();
      }}
    >
      <span>
        {node && <b>{nodeTitle(node, locale)}　</b>}
        {says[locale]}
      </span>
      <span className="lnk">{fix[locale]}</span>
    </button>
  );
}
