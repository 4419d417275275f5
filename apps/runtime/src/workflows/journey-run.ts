import { advance, type Effect, type Input, type Step, start, takeRows, upcast } from '@suivi/engine';
import type { EpochMs, Plan, RunEvent } from '@suivi/schema/plan';
import { ACTIVITY, QUERY, SIGNAL } from '@suivi/schema/temporal-names';
import {
  ApplicationFailure,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { Alarm } from './alarm.ts';
import type {
  ActInput,
  ActResult,
  JourneyRunInput,
  SendMessageWith,
  SyncInput,
  SyncResult,
  Trail,
} from './contract.ts';
import { reader } from './reader.ts';

const { [ACTIVITY.sendMessage]: sendMessage } = proxyActivities<{
  sendMessage(input: ActInput<SendMessageWith>): Promise<ActResult>;
}>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** Never gives up: without `sync` no deadline may fire, and a database that is down is down for everybody. */
const { [ACTIVITY.sync]: sync } = proxyLocalActivities<{ sync(input: SyncInput): Promise<SyncResult> }>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

const eventSignal = defineSignal<[RunEvent]>(SIGNAL.event);
const snapshotQuery = defineQuery<unknown>(QUERY.snapshot);

/** A wait at least this long is worth a new history of its own … */
const PARK_FOR = 3 * 24 * 3_600_000;
/** … once the present one has this many events. */
const PARK_FROM = 40;
/** Beyond this a history is continued as new at the next wait, however short. */
const LONG_HISTORY = 400;

/**
 * One patient in one journey, for months. Drives the engine: effects become activities and timers, signals and
 * passed deadlines become inputs. Handlers only push to the inbox; everything is applied here, in order.
 */
export async function journeyRun(input: JourneyRunInput): Promise<void> {
  const plan = input.plan.body;
  if (!plan) throw ApplicationFailure.nonRetryable('the plan was not expanded', 'PLAN_UNKNOWN');
  const inbox = [...(input.inbox ?? [])];
  const alarm = new Alarm();
  const readFor = reader(plan);
  let step = begin(plan, input);

  setHandler(eventSignal, (event) => {
    inbox.push(event);
  });
  setHandler(snapshotQuery, () => step.state);

  const apply = (next: Input): void => {
    step = advance(plan, step.state, next);
  };
  const applyEvents = (events: RunEvent[]): void => {
    for (const event of events) apply({ kind: 'event', event });
  };
  const trail = (parity: 0 | 1): Trail => ({
    run: input.run,
    epoch: input.epoch,
    // Rows that ride on an activity belong to a committed task and win over a local activity of the same length.
    fence: workflowInfo().historyLength * 2 + parity,
    rows: step.state.rows,
  });
  const rowsTaken = (): void => {
    step = { ...step, state: takeRows(step.state).state };
  };
  const flush = async (until?: EpochMs): Promise<RunEvent[]> => {
    const before = step.state.rows.length;
    const read = until === undefined ? undefined : readFor(step.state.lastSeq, until);
    if (before === 0 && !read) return [];
    const { written, events } = await sync({ trail: trail(0), ...(read ? { read } : {}) });
    if (written) rowsTaken();
    return events;
  };
  const perform = async (effect: Extract<Effect, { do: 'perform' }>): Promise<void> => {
    const { node, visit, at } = effect;
    const given = effect.with as unknown as SendMessageWith;
    const input: ActInput<SendMessageWith> = { trail: trail(1), node, visit, at, with: given };
    const result = await sendMessage(input);
    rowsTaken();
    apply({ kind: 'acted', token: effect.token, ...result });
  };

  for (;;) {
    if (inbox.length > 0) {
      applyEvents(inbox.splice(0));
      continue;
    }
    const [effect] = step.effects;
    if (!effect) throw new Error('the engine returned no effect');
    if (effect.do === 'finish') {
      await flush();
      return;
    }
    if (effect.do === 'perform') {
      await perform(effect);
      continue;
    }
    const until = effect.do === 'wait' ? effect.until : null;
    if (until !== null && until <= Date.now()) {
      const missed = await flush(until);
      // Signals that came meanwhile may be among them or after them: one list, in the patient's order.
      applyEvents(inSequence([...missed, ...inbox.splice(0)]));
      apply({ kind: 'passed', at: until });
      continue;
    }
    await flush();
    if (inbox.length > 0) continue;
    if (worthParking(until)) await park();
    if (until !== null) alarm.arm(until);
    await condition(() => inbox.length > 0 || alarm.rang);
    alarm.silence();
  }

  async function park(): Promise<never> {
    const { enrol: _, ...rest } = input;
    const next: JourneyRunInput = { ...rest, epoch: input.epoch + 1, state: step.state, inbox: inbox.splice(0) };
    return continueAsNew<typeof journeyRun>(next);
  }
}

function begin(plan: Plan, input: JourneyRunInput): Step {
  if (input.state) {
    // Asking again for what the saved state was waiting for: an input that changes nothing gives its effects.
    return advance(plan, upcast(input.state, input.run), { kind: 'passed', at: Number.NEGATIVE_INFINITY });
  }
  if (!input.enrol) throw ApplicationFailure.nonRetryable('neither enrolment nor state', 'INPUT_INVALID');
  const { at, seq, event } = input.enrol;
  return start(plan, { run: input.run, patient: input.run, seq, event }, at);
}

function worthParking(until: EpochMs | null): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  const long = until === null || until - Date.now() >= PARK_FOR;
  return (long && historyLength >= PARK_FROM) || historyLength > LONG_HISTORY || continueAsNewSuggested;
}

const inSequence = (events: RunEvent[]): RunEvent[] => events.sort((a, b) => a.seq - b.seq);
