import type { ExitRule, RunEvent } from '@suivi/schema';
import { ask } from '../differential/naive-condition.ts';
import type { Seen, Watch } from './driver.ts';
import { type Life, recordAt } from './life.ts';

/**
 * Within one instant: exit rules, then events, then deadlines; of several rules the one whose id comes first. Conditions are
 * asked by the naive interpreter's words.
 */
export function exitRulesFirst(life: Life): Watch {
  const { plan } = life;
  const rules = [...plan.exits].sort((a, b) => (a.node < b.node ? -1 : 1));
  let queue: RunEvent[] = [];
  return (seen) => {
    const { before, input, after, effects } = seen;
    if (!before || !input || before.ended) return;
    if (after.recheck && !after.ended && effects[0]?.do !== 'facts')
      throw new Error(`a rule is to be looked at, and ${effects[0]?.do} comes first`);
    if (input.kind === 'facts' && before.recheck) {
      const known = { patient: recordAt(life, before.now), variable: before.variables, entry: before.entry ?? {} };
      const rule = rules.find(({ when }) => when && ask(when, known) === 'yes');
      if (rule) return leftBy(rule, undefined, seen);
    }
    if (input.kind === 'event' && input.event.seq > before.lastSeq) queue.push(input.event);
    const kept = new Set(after.queue.map(({ seq }) => seq));
    const applied = queue.filter(({ seq }) => after.ended || !kept.has(seq));
    queue = queue.filter(({ seq }) => kept.has(seq));
    for (const event of applied) {
      const rule = rules.find(
        ({ on }) => on?.type === event.type && (!on.where || ask(on.where, { event: event.data ?? {} }) === 'yes'),
      );
      if (!rule) continue;
      // What came before it may have ended the run in another way.
      if (after.ended && !endedByRule(seen)) return;
      return leftBy(rule, event, seen);
    }
  };
}

const endedByRule = ({ rows }: Seen): boolean => rows.at(-1)?.kind === 'left' && rows.at(-1)?.detail?.exit === 'rule';

/** The run has left by this rule, and nothing was done in that instant that comes after exit rules. */
function leftBy(rule: ExitRule, event: RunEvent | undefined, { after, rows }: Seen): void {
  const [entered, left] = rows.slice(-2);
  if (!after.ended || left?.node !== rule.node || left.by !== rule.outcome || entered?.kind !== 'entered')
    throw new Error(`${rule.node} should have ended the run, and ${left?.node ?? 'nothing'} did`);
  if (entered.detail?.event !== event?.id) throw new Error(`${rule.node} should have been fired by ${event?.id}`);
  const late = rows.find(({ kind, by, at }) => kind === 'woke' && by === 'deadline' && at >= left.at);
  if (event && late) throw new Error(`the deadline of ${late.node} fired before ${rule.node} of the same instant`);
  const other = rows.find(({ kind }) => kind !== 'moved' && kind !== 'entered' && kind !== 'left');
  if (!event && other) throw new Error(`${other.node} ${other.kind} before ${rule.node}`);
}
