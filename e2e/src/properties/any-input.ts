import { advance, type Input, type State, start, takeRows } from '@suivi/engine';
import { DAY } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import fc from 'fast-check';
import type { Life } from './life.ts';
import { ODD_PLACES } from './open-questions.ts';

const name = fc.constantFrom(
  'constructor',
  '__proto__',
  'toString',
  '',
  'n0',
  'n1',
  'n0/1',
  'start',
  'done',
  'age',
  'dueDate',
);
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    2.5,
    Number.MAX_SAFE_INTEGER,
    '',
    'a',
    '2024-02-29',
    '2024-13-45',
    true,
    [],
    {},
  ),
  fc.constantFrom<unknown>({ value: 5, unit: 'mg/dL' }, { value: null }, ['a'], { constructor: 1 }),
);
const object = fc.dictionary(name, junk, { maxKeys: 3 });
const outcome = fc.constantFrom('pending', 'done', 'failed', '', 'constructor', '__proto__', 'skipped', 'queued');

/** An input as no driver should make it. Numbers choose among what the plan has. */
export type Odd =
  | { kind: 'event'; type: number | string; data: Record<string, unknown>; minutes: number; ahead: number }
  | { kind: 'acted'; token: number; node?: string | undefined; visit?: number | undefined; outcome: string }
  | { kind: 'passed'; days: number; facts?: Record<string, unknown> | undefined; calendars: boolean }
  | { kind: 'facts'; facts: Record<string, unknown>; calendars: boolean }
  | { kind: 'command'; op: string; node: number; to: number | string; minutes: number; stale: number };

export const oddInputs: fc.Arbitrary<Odd[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('event' as const),
      type: fc.oneof({ weight: 4, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: name }),
      data: object,
      minutes: fc.constantFrom(0, 1, -5_000, 1_440),
      ahead: fc.constantFrom(1, 1, 1, 0, -1, 5),
    }),
    fc.record({
      kind: fc.constant('acted' as const),
      token: fc.integer({ min: -1, max: 6 }),
      node: fc.option(name, { nil: undefined }),
      visit: fc.option(fc.nat(2), { nil: undefined }),
      outcome,
    }),
    fc.record({
      kind: fc.constant('passed' as const),
      days: fc.constantFrom(-1, 0, 1, 7, 400),
      facts: fc.option(object, { nil: undefined }),
      calendars: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('facts' as const), facts: object, calendars: fc.boolean() }),
    fc.record({
      kind: fc.constant('command' as const),
      op: fc.constantFrom('pause', 'resume', 'skipWait', 'setDeadline', 'goto', 'exit'),
      node: fc.nat(20),
      to: fc.oneof({ weight: 3, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.constantFrom(...ODD_PLACES) }),
      minutes: fc.constantFrom(-500_000, -1, 0, 90, 500_000),
      stale: fc.constantFrom(0, 0, 0, 0, 1, -1),
    }),
  ),
  { maxLength: 30, size: 'max' },
);

/** Feeds them one after the other. @throws Error when `advance` does, or answers with what is no answer. */
export function takesAnything(life: Life, odd: readonly Odd[]): void {
  const { plan, table } = life;
  let { state } = start(plan, life.enrolment, life.start, table);
  for (const each of odd) {
    const step = advance(plan, state, inputOf(life, state, each), table);
    if (step.effects.length === 0) throw new Error('nothing is to be done, and the run has not ended');
    const text = JSON.stringify(step.state);
    if (JSON.stringify(JSON.parse(text)) !== text || text.includes('NaN'))
      throw new Error('the state is no plain data');
    state = takeRows(step.state).state;
  }
}

function inputOf(life: Life, state: State, odd: Odd): Input {
  const { plan } = life;
  const nodes = Object.keys(plan.ops);
  const at = (k: number | string, of: readonly string[]): string =>
    typeof k === 'string' ? k : (of[k % of.length] ?? '');
  switch (odd.kind) {
    case 'event': {
      const { type, data, minutes, ahead } = odd;
      const seq = state.lastSeq + ahead;
      return {
        kind: 'event',
        event: { seq, id: `odd/${seq}`, type: at(type, plan.listens), at: state.now + minutes * 60_000, data },
      };
    }
    case 'acted': {
      const { token, node, visit, outcome: result } = odd;
      const out = state.tokens.find(({ doing }) => 'act' in doing);
      const named = node === undefined ? {} : { node };
      const counted = visit === undefined ? {} : { visit };
      return { kind: 'acted', token: token < 0 ? (out?.id ?? 1) : token, ...named, ...counted, outcome: result };
    }
    case 'passed': {
      const calendars = odd.calendars ? { calendars: cnWorkdays } : {};
      return {
        kind: 'passed',
        at: state.now + odd.days * DAY,
        ...(odd.facts ? { facts: odd.facts } : {}),
        ...calendars,
      };
    }
    case 'facts':
      return { kind: 'facts', facts: odd.facts, ...(odd.calendars ? { calendars: cnWorkdays } : {}) };
    case 'command': {
      const { op, node, to, minutes, stale } = odd;
      const here = state.tokens.map((token) => plan.ops[token.at]?.node ?? '');
      const command = {
        op: op as 'goto',
        at: state.now + minutes * 60_000,
        node: at(node, [...here, ...here, ...nodes]),
        to: at(to, nodes),
        until: state.now - minutes * 60_000,
        expectSeq: state.nextRow - 1 - stale,
        by: 'operator',
        reason: 'odd',
      };
      return { kind: 'command', command };
    }
  }
}
