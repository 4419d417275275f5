import { condition, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

const { writeOutbox } = proxyActivities<{ writeOutbox(run: string, node: string): Promise<void> }>({
  startToCloseTimeout: '10s',
});
const replied = defineSignal<[{ kind: string }]>('replied');

export interface ReferenceByHand {
  run: string;
  /** The field that the first branch looks at, as it was at the enrolment: by hand nobody asks again. */
  course: string;
  /** Milliseconds. */
  waits: { first: number; reply: number; last: number };
}

/** The reference journey as somebody would write it by hand: no plan, no trace, no encryption. @returns its outcome */
export async function referenceByHand({ run, course, waits }: ReferenceByHand): Promise<string> {
  let kind: string | undefined;
  setHandler(replied, (reply) => {
    kind = reply.kind;
  });
  await sleep(waits.first);
  if (course !== 'long') return 'other';
  await writeOutbox(run, 'ask');
  await condition(() => kind !== undefined, waits.reply);
  if (kind !== 'text') return 'other';
  await sleep(waits.last);
  await writeOutbox(run, 'thanks');
  return 'done';
}
