import { Button } from '@mantine/core';
import { nodeDefinition } from '@suivi/nodes';
import { type ApprovalNeed, ROLE_PERMISSIONS, ROLES } from '@suivi/schema';
import { IconWritingSign } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyDone, notifyError, notifyRefused } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { nodeSummary, nodeTitle } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useDraft, useJourney } from '../journey/journey-context.ts';
import { useUi } from '../journey/ui-store.ts';
import { useMe } from '../session/session.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { ApprovalMark } from './approval-mark.tsx';
import { SignatureScope } from './signature-scope.tsx';
import { ThreadsOf } from './threads-of.tsx';

/** The right panel of Review mode: the text, what a signature on it covers, and the signature. */
export function ReviewPanel() {
  const say = useSay();
  const { compiled } = useJourney();
  const [selected] = useUi((state) => state.selection);
  const needs = compiled.needs.filter((need) => need.node === selected);
  return (
    <aside className="pane r reviewpanel" aria-label={say('review.panel')}>
      {needs.length === 0 ? (
        <OtherNode selected={selected} />
      ) : (
        needs.map((need) => <NeedPanel key={`${need.node}/${need.part}`} need={need} />)
      )}
    </aside>
  );
}

/** A node without a text of its own, or none: comments are welcome there too. */
function OtherNode({ selected }: { selected: string | undefined }) {
  const say = useSay();
  const locale = useLocale();
  const { doc } = useDraft();
  const node = selected === undefined ? undefined : doc.nodes[selected];
  if (selected === undefined || !node) {
    return (
      <div className="formbody">
        <p className="empty">{say('review.choose')}</p>
        <ThreadsOf />
      </div>
    );
  }
  return (
    <div className="formbody">
      <h2 className="m el">{nodeTitle(node, locale)}</h2>
      <ThreadsOf node={selected} />
    </div>
  );
}

function NeedPanel({ need }: { need: ApprovalNeed }) {
  const say = useSay();
  const locale = useLocale();
  const { approvals } = useJourney();
  const { doc } = useDraft();
  const node = doc.nodes[need.node];
  const own = approvals[need.node];
  if (!node || !own) return null;
  const definition = nodeDefinition(node.type);
  return (
    <div className="panel">
      <header className={`ph k-${definition?.category ?? 'data'}`}>
        <Tile category={definition?.category ?? 'data'} icon={definition?.icon} />
        <div className="sp">
          <h2 className="m el">{nodeTitle(node, locale)}</h2>
          <p className="xs mute el">{nodeSummary(node, locale)}</p>
        </div>
        <ApprovalMark state={own.state} />
      </header>
      <div className="formbody">
        <section className="sec">
          <h3 className="lab">{say('review.text')}</h3>
          <p className="reviewed">{need.text}</p>
        </section>
        <SignatureScope need={need} />
        <ThreadsOf node={need.node} text={need.text} />
        {own.approval && (
          <section className="sec">
            <h3 className="lab">{say('review.history')}</h3>
            <p className={own.state === 'approved' ? 'signed' : 'signed old'}>
              {say(own.state === 'approved' ? 'review.signedBy' : 'review.signedByLapsed', {
                by: `${own.approval.by} ${own.approval.qualification}`.trim(),
                time: timeText(own.approval.at, 'dayClock', locale),
              })}
            </p>
          </section>
        )}
      </div>
      <Sign need={need} done={own.state === 'approved'} />
    </div>
  );
}

function Sign({ need, done }: { need: ApprovalNeed; done: boolean }) {
  const say = useSay();
  const me = useMe();
  const { id, queue, can } = useJourney();
  const [busy, setBusy] = useState(false);
  const allowed = can('journey.approve');
  const sign = async () => {
    setBusy(true);
    try {
      // The signature binds what was read here; if the server has a newer text, it refuses.
      if (!(await queue.flush())) return notifyRefused(say('save.needsConnection'));
      const { node, contentHash, contextHash } = need;
      await client.review.approve.mutate({ journey: id, node, contentHash, contextHash });
      notifyDone(say('review.approvedDone'));
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
      await queryClient.invalidateQueries({ queryKey: trpc.journeys.get.queryKey({ journey: id }) });
    }
  };
  const roles = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('journey.approve'));
  const why = done
    ? say('review.alreadySigned')
    : allowed
      ? say('review.meaning')
      : say('review.whoCan', { roles: roles.map((role) => say(`role.${role}`)).join('、') });
  return (
    <footer className="sign">
      <p className="m">{me.user.name}</p>
      <p className="sm mute">{why}</p>
      <Button
        fullWidth
        leftSection={<IconWritingSign className="i s" aria-hidden />}
        data-testid="approve-button"
        loading={busy}
        disabled={!allowed || done}
        onClick={() => void sign()}
      >
        {say('review.approve')}
      </Button>
    </footer>
  );
}
