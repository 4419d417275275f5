import {
  type Came,
  type Decision,
  eventLabel,
  type Journey,
  type Locale,
  type Mover,
  type WaitedFor,
  type WhyView,
} from '@suivi/schema';
import { portLabel, shownName } from '../canvas/node-words.ts';
import { timeText } from '../words/time.ts';
import type { Say } from '../words/words.ts';
import { outcomeWords } from './outcome-words.ts';
import { reasonWords } from './step-words.ts';
import { inWords, valuesUsed } from './value-words.ts';

export interface WhyWords {
  /** The answer in one sentence. */
  answer: string;
  /** What it rests on, each a sentence of its own. */
  grounds: string[];
}

interface Telling {
  say: Say;
  locale: Locale;
  document: Journey;
  /** Whose wall clock times are of. */
  zone: string;
  /** Nodes where the deadline of the wait only hands a to-do on. */
  handsOn: ReadonlySet<string>;
}

/** Why somebody is at a node, or is not: the codes and values of the answer in the reader's language. */
export function whyWords(why: WhyView, telling: Telling): WhyWords {
  const { say } = telling;
  const time = (at: number) => timeText(at, 'dayClock', telling.locale, telling.zone);
  const name = (node: string) => nameOf(node, telling);
  switch (why.answer) {
    case 'here':
      return {
        answer: say('why.here', { time: time(why.since) }),
        grounds: [
          cameWords(why.came, telling),
          ...decisionWords(why.decision, telling),
          ...(why.held === undefined
            ? waitWords(why.waits, why.node, telling)
            : [say('why.held', { reason: reasonWords(why.held, say) })]),
        ],
      };
    case 'went-on':
      return {
        answer: say('why.wentOn', { time: time(why.at), port: portWords(why.node, why.port, telling) }),
        grounds: [
          cameWords(why.came, telling),
          ...(why.on?.values ? decisionWords(why.on, telling) : decisionWords(why.decision, telling)),
        ],
      };
    case 'moved-on':
      return {
        answer: say('why.movedOn', { time: time(why.at) }),
        grounds: [moverWords(why, telling, why.to), cameWords(why.came, telling)],
      };
    case 'ended-here':
      return {
        answer: say('why.endedHere', { time: time(why.at), outcome: outcomeWords(why.outcome, say) }),
        grounds: [
          ...(why.mover ? [moverWords(why.mover, telling)] : []),
          cameWords(why.came, telling),
          ...decisionWords(why.decision, telling),
        ],
      };
    case 'other-way':
      return {
        answer: say('why.otherWay', {
          node: name(why.decision.node),
          took: portWords(why.decision.node, why.decision.took, telling),
          wanted: portsWords(why.decision.node, why.wanted, telling),
        }),
        grounds: [...decisionWords(why.decision, telling), say(why.still ? 'why.still' : 'why.noMore')],
      };
    case 'not-yet':
      return {
        answer: say('why.notYet', { node: name(why.at), wanted: portsWords(why.at, why.wanted, telling) }),
        grounds: waitWords(why.waits, why.at, telling),
      };
    case 'moved-past':
      return {
        answer: say('why.movedPast', { node: name(why.at), time: time(why.when) }),
        grounds: [moverWords(why, telling, why.to), say(why.still ? 'why.still' : 'why.noMore')],
      };
    case 'ended-before':
      return {
        answer: say('why.endedBefore', {
          node: name(why.at),
          time: time(why.when),
          outcome: outcomeWords(why.outcome, say),
        }),
        grounds: why.mover ? [moverWords(why.mover, telling)] : [],
      };
    case 'rule-silent':
      return { answer: say('why.ruleSilent'), grounds: waitWords({ ...why, events: why.events }, why.node, telling) };
    case 'no-way':
      return { answer: say('why.noWay'), grounds: [] };
    case 'not-in-version':
      return { answer: say('why.notInVersion', { number: why.number }), grounds: [] };
  }
}

function nameOf(node: string, { document, locale }: Telling): string {
  const content = document.nodes[node];
  return content ? shownName(content, locale) : node;
}

function portWords(node: string, port: string, { document, locale }: Telling): string {
  const content = document.nodes[node];
  return content ? portLabel(content, port, locale) : port;
}

function portsWords(node: string, ports: readonly string[], telling: Telling): string {
  const { locale } = telling;
  const named = ports.map((port) => portWords(node, port, telling));
  return named.join(locale === 'zh' ? '」或「' : '” or “');
}

function cameWords(came: Came, telling: Telling): string {
  const { say } = telling;
  switch (came.how) {
    case 'enrolled':
      return say('why.cameEnrolled');
    case 'wire':
      return say('why.cameWire', { node: nameOf(came.from, telling), port: portWords(came.from, came.port, telling) });
    case 'moved':
      return moverWords(came, telling, undefined, came.from);
    case 'rule':
      return say('why.cameRule');
  }
}

/** The condition that was true, or why none was, with the values that were looked at. */
function decisionWords(decision: Decision | undefined, telling: Telling): string[] {
  if (!decision) return [];
  const { say, locale } = telling;
  const node = nameOf(decision.node, telling);
  const took = portWords(decision.node, decision.took, telling);
  const met = decision.by === 'case' ? decision.cases?.find(({ port }) => port === decision.took) : undefined;
  const lines = [
    met
      ? say('why.decidedBy', { node, took, condition: inWords(met.if, locale) })
      : decision.by === 'unknown'
        ? say('why.decidedUnknown', { node, took })
        : say('why.decided', { node, took }),
  ];
  if (decision.values && Object.keys(decision.values).length > 0) {
    lines.push(say('step.values', { values: valuesUsed(decision.values, locale) }));
  }
  const unmet = (decision.cases ?? []).filter(({ port }) => port !== decision.took);
  for (const { port, if: condition } of decision.by === 'case' ? [] : unmet) {
    lines.push(
      say('why.unmet', { port: portWords(decision.node, port, telling), condition: inWords(condition, locale) }),
    );
  }
  return lines;
}

function waitWords(waits: WaitedFor, at: string, { say, locale, zone, handsOn }: Telling): string[] {
  const lines: string[] = [];
  if (waits.events.length > 0) {
    const events = waits.events.map((type) => eventLabel(type)[locale]).join(locale === 'zh' ? '、' : ', ');
    lines.push(say('why.waitsEvent', { events }));
  }
  if (waits.condition) lines.push(say('why.waitsCondition', { condition: inWords(waits.condition, locale) }));
  if (waits.person) lines.push(say('why.waitsPerson'));
  if (waits.until !== undefined) {
    lines.push(
      say(handsOn.has(at) ? 'people.untilHandsOn' : 'people.until', {
        time: timeText(waits.until, 'dayClock', locale, zone),
      }),
    );
  }
  return lines;
}

function moverWords(mover: Mover, telling: Telling, to?: string, from?: string): string {
  const { say } = telling;
  if (mover.by === 'rule') return say('step.movedByRule');
  if (mover.by === 'goal') return say('step.movedByGoal');
  if (mover.by === 'join') return say('step.movedByJoin');
  if (mover.by === 'trial') return say('step.trialEnded');
  if (mover.by === 'end') return say('step.movedByEnd');
  const told = { who: mover.who ?? say('step.somebody'), reason: mover.reason ?? '—' };
  if (to !== undefined) return say('step.movedBy', { ...told, node: nameOf(to, telling) });
  if (from !== undefined) return say('why.movedFrom', { ...told, node: nameOf(from, telling) });
  return say('step.takenOut', told);
}
