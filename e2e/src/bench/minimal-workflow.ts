import { proxyActivities } from '@temporalio/workflow';

const { writeOutbox } = proxyActivities<{ writeOutbox(run: string, node: string): Promise<void> }>({
  startToCloseTimeout: '10s',
});

/** What somebody would write by hand for one patient and one message: no plan, no trace, no encryption. */
export async function minimalRun(run: string): Promise<void> {
  await writeOutbox(run, 'hello');
}
