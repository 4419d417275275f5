import { advance, CALENDAR_ADDED, type Effect, FIELD_CHANGED, type Input, refusalOf, takeRows } from '@suivi/engine';
import type { EpochMs, RunEvent } from '@suivi/schema/plan';
import { ACTIVITY, QUERY, SIGNAL, UPDATE } from '@suivi/schema/temporal-names';
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { activityOf, endCall, sync } from './activities.ts';
import { Alarm } from './alarm.ts';
import { begin } from './begin.ts';
import { Commands } from './commands.ts';
import type { ControlAnswer, ControlInput, JourneyRunInput, SyncInput, SyncResult, Trail } from './contract.ts';
import { factsAt } from './facts-at.ts';
import { reader } from './reader.ts';
import { runClock } from './run-clock.ts';
import { trailOf } from './trail.ts';

type Answer = Omit<SyncResult, 'written'>;

const eventSignal = defineSignal<[RunEvent]>(SIGNAL.event);
const controlUpdate = defineUpdate<ControlAnswer, [ControlInput]>(UPDATE.control);
const snapshotQuery = defineQuery<unknown>(QUERY.snapshot);

/** Runs of before used what they had read before such a signal. */
const FACTS_AFTER_SIGNALS = 'facts-after-signals';

/** A wait at least this long is worth a new history of its own … */
const PARK_FOR = 3 * 24 * 3_600_000;
/** … once the present one has this many events. */
const PARK_FROM = 40;
/** Beyond this a history is continued as new at the next wait, however short. */
const LONG_HISTORY = 400;

/**
 * One patient in one journey, for months. Drives the engine: effects become activities and timers; signals, passed
 * deadlines and operators' commands become inputs. Handlers only queue; everything is applied here, in order.
 */
export async function journeyRun(input: JourneyRunInput): Promise<void> {
  const plan = input.plan.body;
  if (!plan) throw ApplicationFailure.nonRetryable('the plan was not expanded', 'PLAN_UNKNOWN');
  const zone = input.zone?.body;
  const clock = runClock(input.clock);
  const inbox = [...(input.inbox ?? [])];
  const commands = new Commands();
  const alarm = new Alarm();
  const readFor = reader(plan, input);
  let step = begin(plan, input);
  /** A deadline that the trial is not fed up to, and when to ask for it again. */
  let early: { until: EpochMs; again: EpochMs } | undefined;

  const judge = (command: ControlInput) => refusalOf(plan, step.state, { ...command, at: step.state.now });
  setHandler(eventSignal, (event) => {
    inbox.push(event);
  });
  setHandler(controlUpdate, (command) => commands.add(command), {
    validator(command) {
      const refused = judge(command);
      if (refused !== undefined) throw ApplicationFailure.nonRetryable('refused', refused);
    },
  });
  setHandler(snapshotQuery, () => step.state);

  const apply = (next: Input): void => {
    step = advance(plan, step.state, next, zone);
  };
  const applyEvents = (events: RunEvent[]): void => {
    for (const event of events) apply({ kind: 'event', event });
  };
  const trail = (parity: 0 | 1): Trail =>
    // Rows that ride on an activity belong to a committed task and win over a local activity of the same length.
    trailOf(plan, input, step.state, workflowInfo().historyLength * 2 + parity);
  const rowsTaken = (): void => {
    step = { ...step, state: takeRows(step.state).state };
  };
  const flush = async (until?: EpochMs, asked: Pick<SyncInput, 'facts' | 'calendars'> = {}): Promise<Answer> => {
    const read = until === undefined ? undefined : readFor(step.state.lastSeq, until);
    if (step.state.rows.length === 0 && !read && !asked.facts) return { events: [] };
    const { written, ...answer } = await sync({ trail: trail(0), ...(read && { read }), ...asked });
    if (written) rowsTaken();
    return answer;
  };
  const perform = async (effect: Extract<Effect, { do: 'perform' }>): Promise<void> => {
    const { token, node, visit, at } = effect;
    const ownNode = effect.kind === ACTIVITY.callNode;
    // A node of its own may take long, or wait for an engineer: where the patient is must be seen meanwhile.
    if (ownNode) await flush();
    const given = ownNode ? { ...effect.with, variables: step.state.variables } : effect.with;
    const result = await activityOf(effect)({ trail: trail(1), node, visit, at, with: given });
    rowsTaken();
    apply({ kind: 'acted', token, node, visit, ...result });
  };
  /** Tells the run that called this one how it ended; the last rows ride along. */
  const answerCall = async (act: string, outcome: string): Promise<void> => {
    const { now: at, rows } = step.state;
    const node = rows.at(-1)?.node ?? '';
    await endCall({ trail: trail(1), node, visit: 1, at, with: { act, outcome } });
    rowsTaken();
  };
  const factsNeeded = (): boolean => step.effects[0]?.do === 'facts';
  const takeFacts = ({ facts = {}, calendars }: Answer): void =>
    apply({ kind: 'facts', facts, ...(calendars && { calendars }) });

  /** A deadline is due: everything that came before it is applied first. One `sync` brings all that may matter. */
  const wake = async (until: EpochMs): Promise<void> => {
    const answer = await flush(until, factsAt(plan, until));
    const { events, facts, calendars, notYet } = answer;
    if (notYet !== undefined) {
      early = { until, again: Date.now() + notYet };
      return;
    }
    const signals = inbox.splice(0);
    // Signals that came meanwhile may be among them or after them: one list, in the patient's order.
    applyEvents(inSequence([...events, ...signals]));
    // What was read before one of them may no longer be so: it is read anew before anything fires.
    if (signals.some(changesFacts) && patched(FACTS_AFTER_SIGNALS)) return;
    if (facts && factsNeeded()) takeFacts(answer);
    apply({ kind: 'passed', at: until, ...(facts && { facts }), ...(calendars && { calendars }) });
  };
  const ringAt = (until: EpochMs): EpochMs =>
    early?.until === until ? Math.max(early.again, clock.real(until)) : clock.real(until);

  for (;;) {
    if (inbox.length > 0) {
      applyEvents(inbox.splice(0));
      continue;
    }
    commands.refuseOutdated(judge);
    const [effect] = step.effects;
    if (!effect) throw new Error('the engine returned no effect');
    if (effect.do === 'finish') {
      await (input.calledBy === undefined ? flush() : answerCall(input.calledBy, effect.outcome));
      commands.refuseOutdated(judge);
      await condition(allHandlersFinished);
      return;
    }
    if (effect.do === 'perform') {
      await perform(effect);
      continue;
    }
    if (effect.do === 'facts') {
      const { fields: facts, calendars } = effect;
      takeFacts(await flush(undefined, { facts, ...(calendars && { calendars }) }));
      continue;
    }
    const until = effect.do === 'wait' ? effect.until : null;
    if (until !== null && ringAt(until) <= Date.now()) {
      await wake(until);
      continue;
    }
    if (commands.any) {
      // A deadline that is due and may not fire yet still lies before whatever comes after it.
      const at = Math.min(clock.journey(Date.now()), until ?? Number.POSITIVE_INFINITY);
      commands.next(judge, (command) => apply({ kind: 'command', command: { ...command, at } }));
      continue;
    }
    await flush();
    if (inbox.length > 0 || commands.any) continue;
    if (worthParking(until === null ? null : clock.real(until))) {
      // Answers that are on their way to an operator would be lost with the history.
      await condition(() => allHandlersFinished() || commands.any);
      if (commands.any) continue;
      return park();
    }
    if (until !== null) alarm.arm(ringAt(until));
    await condition(() => inbox.length > 0 || commands.any || alarm.rang);
    alarm.silence();
  }

  function park(): Promise<never> {
    const { enrol: _, ...rest } = input;
    const next: JourneyRunInput = { ...rest, epoch: input.epoch + 1, state: step.state, inbox: inbox.splice(0) };
    return continueAsNew<typeof journeyRun>(next);
  }
}

/** @param until the real instant of the next deadline; null = only an event helps. */
function worthParking(until: EpochMs | null): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  const long = until === null || until - Date.now() >= PARK_FOR;
  return (long && historyLength >= PARK_FROM) || historyLength > LONG_HISTORY || continueAsNewSuggested;
}

const changesFacts = ({ type }: RunEvent): boolean => type === FIELD_CHANGED || type === CALENDAR_ADDED;

const inSequence = (events: RunEvent[]): RunEvent[] => events.sort((a, b) => a.seq - b.seq);
