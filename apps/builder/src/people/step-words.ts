import { eventLabel, type Journey, type Locale, pickText, type RunStep } from '@suivi/schema';
import { portLabel, shownName } from '../canvas/node-words.ts';
import { timeText } from '../words/time.ts';
import type { Say } from '../words/words.ts';
import { outcomeWords } from './outcome-words.ts';
import { eventWords, valuesUsed } from './value-words.ts';

interface Telling {
  say: Say;
  locale: Locale;
  document: Journey;
  /** Whose wall clock times are of. */
  zone: string;
  /** The deadline of this row hands its to-do on to another group. */
  handsOn?: boolean;
}

/** One row of the trace in words: what happened first, then why. `entered` says nothing more than its heading. */
export function stepLines(step: RunStep, telling: Telling): string[] {
  const { say, locale } = telling;
  const port = portOf(step, telling);
  const passed = port ? [say('step.passed', { port })] : [];
  switch (step.kind) {
    case 'entered':
      return [...(step.event ? [eventLine(step, locale)] : []), ...passed];
    case 'waiting':
      if (step.by === 'join') return [say('step.waitsForTracks')];
      return [...taskLine(step, telling), ...waitLine(step, telling)];
    case 'deferred':
      return deferredTo(step, telling);
    case 'acting':
      return [...taskLine(step, telling), ...waitLine(step, telling)];
    case 'woke':
      return [wokeBy(step, telling), ...passed];
    case 'forked':
      return passed;
    case 'joined':
      return [say('step.joined')];
    case 'branched':
      return [...passed, ...chosenBy(step, telling)];
    case 'acted':
      return [...actedAs(step, telling)];
    case 'held':
      return [say('step.held', { reason: reasonWords(step.by ?? '', say) })];
    case 'skipped':
      return [say('step.skipped', { reason: reasonWords(step.by ?? '', say) })];
    case 'moved':
      return movedBy(step, telling);
    case 'left':
      return leftBy(step, telling);
  }
}

function portOf(step: RunStep, { document, locale }: Telling): string {
  const node = document.nodes[step.node];
  return step.port && node ? portLabel(node, step.port, locale) : (step.port ?? '');
}

function eventLine(step: RunStep, locale: Locale): string {
  const { event } = step;
  if (!event) return '';
  const label = eventLabel(event.type)[locale];
  const { text, ...data } = event.data ?? {};
  const said = eventWords(event.type, data, locale);
  return said ? `${label} · ${said}` : label;
}

function waitLine(step: RunStep, { say, locale, zone, handsOn }: Telling): string[] {
  if (step.until === undefined) return [say('step.waiting')];
  return [
    say(handsOn ? 'step.waitingHandsOn' : 'step.waitingUntil', {
      time: timeText(step.until, 'dayClock', locale, zone),
    }),
  ];
}

function taskLine({ task }: RunStep, { say, locale }: Telling): string[] {
  if (!task) return [];
  return [say('step.task', { title: pickText(task.title, locale), group: pickText(task.group, locale) })];
}

function deferredTo({ until }: RunStep, { say, locale, zone }: Telling): string[] {
  return [say('step.deferred', { time: until === undefined ? '—' : timeText(until, 'dayClock', locale, zone) })];
}

function wokeBy(step: RunStep, { say, locale, document }: Telling): string {
  switch (step.by) {
    case 'deadline':
      return say(isHandOver(step, document) ? 'step.handedOn' : 'step.timeUp');
    case 'condition':
      return say('step.conditionTrue');
    case 'past':
      return say('step.past');
    case 'missing':
      return say('step.missing');
    case 'window':
      return say('step.windowOpen');
    case 'join':
      return say('step.tracksMet');
    case 'operator':
      return byOperator('step.skippedWait', step, say);
    default:
      return step.event ? eventLine(step, locale) : eventLabel(step.by ?? '')[locale];
  }
}

/** A to-do whose time was up, and whose run stayed: another group has it now. */
export const isHandOver = (step: RunStep, document: Journey): boolean =>
  step.kind === 'woke' &&
  step.by === 'deadline' &&
  step.port === undefined &&
  document.nodes[step.node]?.type === 'task';

function chosenBy(step: RunStep, { say, locale }: Telling): string[] {
  const { values, round, rounds } = step.detail ?? {};
  const lines: string[] = [];
  if (step.by === 'unknown') lines.push(say('step.unknown'));
  if (typeof round === 'number') lines.push(say('step.round', { round }));
  if (typeof rounds === 'number') lines.push(say('step.roundsDone', { count: rounds }));
  if (isRecord(values) && Object.keys(values).length > 0) {
    lines.push(say('step.values', { values: valuesUsed(values, locale) }));
  }
  return lines;
}

function actedAs(step: RunStep, telling: Telling): string[] {
  const { say, locale } = telling;
  const { task } = step;
  const values = step.detail?.values;
  if (isRecord(values)) return [say('step.set', { values: valuesUsed(values, locale) })];
  if (task?.outcome) {
    const outcome = pickText(task.outcome, locale);
    return [
      ...taskLine(step, telling),
      task.closedBy ? say('step.closedBy', { outcome, who: task.closedBy }) : say('step.closed', { outcome }),
    ];
  }
  const port = portOf(step, telling);
  return [
    ...taskLine(step, telling),
    port ? say('step.acted', { port }) : say('step.done'),
    ...reasonCode(step.detail?.reason, say),
  ];
}

/** Why a node with an activity of its own failed: a stable code, `LAB_503`, for whoever mends it. */
const reasonCode = (reason: unknown, say: Say): string[] =>
  typeof reason === 'string' && /^[A-Z][A-Z0-9_]+$/.test(reason) ? [say('nodes.reason', { code: reason })] : [];

function movedBy(step: RunStep, { say, locale, document }: Telling): string[] {
  if (step.by === 'rule') return [say('step.movedByRule')];
  if (step.by === 'goal') return [say('step.movedByGoal')];
  if (step.by === 'join') return [say('step.movedByJoin')];
  if (step.by === 'trial') return [say('step.trialEnded')];
  if (step.by !== 'operator') return [say('step.movedByEnd')];
  const to = typeof step.detail?.to === 'string' ? step.detail.to : '';
  const node = document.nodes[to];
  return [byOperator('step.movedBy', step, say, { node: node ? shownName(node, locale) : to })];
}

function leftBy(step: RunStep, { say }: Telling): string[] {
  const exit = step.detail?.exit;
  const left = say('step.left', { outcome: outcomeWords(step.by ?? '', say) });
  if (exit === 'operator') return [left, byOperator('step.takenOut', step, say)];
  if (exit === 'trial') return [left, say('step.trialEnded')];
  return exit === 'rule' ? [left, say('step.byRule')] : [left];
}

function byOperator(
  key: 'step.skippedWait' | 'step.movedBy' | 'step.takenOut',
  step: RunStep,
  say: Say,
  more: Record<string, string> = {},
): string {
  const reason = typeof step.detail?.reason === 'string' ? step.detail.reason : '—';
  return say(key, { who: step.who ?? say('step.somebody'), reason, ...more });
}

const HOLDS = ['loop', 'plan', 'node-changed', 'clinical', 'paused', 'calendar'] as const;

/** A reason is a code; one that this page does not know yet is shown as it is. */
export function reasonWords(code: string, say: Say): string {
  const known = HOLDS.find((hold) => hold === code);
  return known ? say(`hold.${known}`) : code;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
