import { condition, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

const { act } = proxyActivities<{ act(run: string, node: string): Promise<void> }>({ startToCloseTimeout: '10s' });
const measured = defineSignal<[number]>('measured');

/** One day of the camp. Instants of the diary, and when they come in real time; epoch ms. */
export interface CampDay {
  /** 00:00 and 22:00: a value between them, both included, is a check-in. */
  from: number;
  until: number;
  untilReal: number;
  /** The next 00:00. */
  endsReal: number;
}

export interface CampCounts {
  checkIns: number;
  misses: number;
  coachTodos: number;
}

/** The 28-day camp as somebody would write it by hand: no plan, no trace, no encryption, nobody to wait for. */
export async function campByHand(run: string, days: CampDay[]): Promise<CampCounts> {
  const values: number[] = [];
  setHandler(measured, (at) => {
    values.push(at);
  });
  const counts: CampCounts = { checkIns: 0, misses: 0, coachTodos: 0 };
  let inARow = 0;
  for (const { from, until, untilReal, endsReal } of days) {
    const came = (): boolean => values.some((at) => at >= from && at <= until);
    if (came() || (await condition(came, left(untilReal)))) {
      counts.checkIns += 1;
      inARow = 0;
    } else {
      counts.misses += 1;
      inARow += 1;
      await act(run, 'encourage');
      if (inARow === 2) {
        await act(run, 'coach');
        counts.coachTodos += 1;
        inARow = 0;
      }
    }
    await sleep(left(endsReal));
  }
  await act(run, 'summary');
  return counts;
}

const left = (instant: number): number => Math.max(1, instant - Date.now());
