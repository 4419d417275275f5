import type { Journey, JourneyNode } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { draw, EXIT, refill, TRIGGER, withConfig, withWires } from './journey-fixture.ts';
import { textHash } from './text-hash.ts';

/** The two hashes that a signature under a node's text binds. */
function hashes(journey: Journey, node: string) {
  const need = compile(journey).needs.find((candidate) => candidate.node === node);
  return need && { content: need.contentHash, context: need.contextHash };
}
const before = hashes(refill(), 'ask');

function insertWait(journey: Journey, wire: string, duration: string): Journey {
  const old = journey.wires[wire];
  const node: JourneyNode = { type: 'wait-duration', version: 1, config: { duration } };
  if (!old) throw new Error(`no wire ${wire}`);
  const nodes = { ...journey.nodes, added: node };
  const arrows = { [wire]: [old.from, old.port, 'added'], after: ['added', 'next', old.to] } as const;
  return withWires({ ...journey, nodes }, arrows);
}

test('every text that a patient may get has to be approved', () => {
  expect(compile(refill()).needs.map(({ node, part, text }) => ({ node, part, text }))).toEqual([
    { node: 'hello', part: 'text', text: '您好，我是用药助手。' },
    { node: 'ask', part: 'text', text: '药快吃完了吗？' },
  ]);
});

test('the content hash is that of the text which the plan names', () => {
  const { plan } = compile(refill());
  expect(plan?.ops.ask).toMatchObject({ with: { content: textHash('药快吃完了吗？') } });
  expect(before?.content).toBe(textHash('药快吃完了吗？'));
});

describe('an approval stays valid', () => {
  test.each<[string, Journey]>([
    ['nodes are moved', { ...refill(), layout: {} }],
    ['the journey gets another title', { ...refill(), title: { zh: '新标题' } }],
    ['a node is renamed', renamed('ask')],
    ['a step before it is renamed', renamed('pause')],
    ['a step further down changes', withConfig(refill(), 'reply', { timeout: { after: 'P5D' } })],
    ['a text before it is worded anew', withConfig(refill(), 'hello', { text: '早上好' })],
    ['a text further down changes', withConfig(refill(), 'done', { outcome: '好' })],
    ['a step is put in after it', insertWait(refill(), 'w3', 'P1D')],
    ['its own way out for a refusal leads elsewhere', withWires(refill(), { w4: ['ask', 'blocked', 'done'] })],
    [
      'it gets no way out for a refusal',
      withConfig(withWires(refill(), { w4: undefined }), 'ask', { onBlocked: 'continue' }),
    ],
    ['spaces around its text are removed', withConfig(refill(), 'ask', { text: ' 药快吃完了吗？ \n' })],
  ])('when %s', (_, after) => expect(hashes(after, 'ask')).toEqual(before));

  test('when another way out of a step before it leads elsewhere', () => {
    const branched = (silent: string) =>
      draw(
        {
          start: TRIGGER,
          reply: ['wait-for-event', { event: 'message.received', timeout: { after: 'P1D' } }],
          ask: ['message', { text: '您好' }],
          lost: EXIT,
          done: EXIT,
        },
        [
          ['start', 'next', 'reply'],
          ['reply', 'event', 'ask'],
          ['reply', 'timeout', silent],
          ['ask', 'next', 'done'],
        ],
      );
    expect(hashes(branched('lost'), 'ask')).toEqual(hashes(branched('done'), 'ask'));
  });
});

describe('an approval lapses', () => {
  test('with its text', () => {
    const after = hashes(withConfig(refill(), 'ask', { text: '药吃完了吗？' }), 'ask');
    expect(after?.content).not.toBe(before?.content);
  });

  test.each<[string, Journey]>([
    ['its class changes', withConfig(refill(), 'ask', { class: 'promotion' })],
    ['the time changes after which it is not sent', withConfig(refill(), 'ask', { validFor: 'P2D' })],
    ['a wait before it changes', withConfig(refill(), 'pause', { until: { after: 'P8D' } })],
    ['a wait is put in before it', insertWait(refill(), 'w1', 'P1D')],
    ['the filter of the trigger changes', filtered('二甲双胍')],
    ['the event of the trigger changes', withConfig(refill(), 'start', { event: 'order.paid' })],
    ['people enter again in another way', withConfig(refill(), 'start', { reentry: 'per-event' })],
    ['another way leads to it', withWires(refill(), { w6: ['reply', 'timeout', 'ask'] })],
    [
      'a step before it gets another way out',
      withWires(withConfig(refill(), 'hello', { onBlocked: 'port' }), { extra: ['hello', 'blocked', 'lost'] }),
    ],
  ])('when %s', (_, after) => {
    expect(hashes(after, 'ask')?.context).not.toBe(before?.context);
    expect(hashes(after, 'ask')?.content).toBe(before?.content);
  });

  test('when one filter replaces another', () => {
    expect(hashes(filtered('二甲双胍'), 'ask')?.context).not.toBe(hashes(filtered('阿卡波糖'), 'ask')?.context);
  });

  test('when the step changes that leads round a loop to it', () => {
    const loop = (timeout: string) =>
      withConfig(withWires(refill(), { w6: ['reply', 'timeout', 'ask'] }), 'reply', { timeout: { after: timeout } });
    expect(hashes(loop('P1D'), 'ask')?.context).not.toBe(hashes(loop('P2D'), 'ask')?.context);
  });

  test('when the two ways out of the step before it are exchanged', () => {
    const ways = (one: string, other: string) =>
      draw(
        {
          start: TRIGGER,
          reply: ['wait-for-event', { event: 'message.received', timeout: { after: 'P1D' } }],
          ask: ['message', { text: '您好' }],
          done: EXIT,
        },
        [
          ['start', 'next', 'reply'],
          ['reply', one, 'ask'],
          ['reply', other, 'done'],
          ['ask', 'next', 'done'],
        ],
      );
    expect(hashes(ways('event', 'timeout'), 'ask')).not.toEqual(hashes(ways('timeout', 'event'), 'ask'));
  });
});

describe('with people, dates and rules', () => {
  const camp = everyNode(TRIGGERS['trigger-manual'] ?? TRIGGER);
  /** The guard's track also says something to the patient. */
  const journey: Journey = withWires(
    {
      ...camp,
      nodes: {
        ...camp.nodes,
        tell: { type: 'message', version: 1, config: { text: '请到院评估。', class: 'safety' } },
      },
    },
    { told: ['tell', 'next', 'reported'], w25: ['report', 'next', 'tell'] },
  );
  const [nudge, tell] = [hashes(journey, 'nudge'), hashes(journey, 'tell')];

  test('the journey is sound', () => {
    expect(compile(journey).diagnostics).toEqual([]);
    expect([nudge, tell]).not.toContain(undefined);
  });

  test.each<[string, Journey]>([
    ['the local time before it', withConfig(journey, 'day', { timeout: { inDays: 0, at: '21:00' } })],
    ['the number of rounds', withConfig(journey, 'again', { times: 6 })],
    ['who sends it', withConfig(journey, 'nudge', { group: 'nurse' })],
    ['what a step before it counts', withConfig(journey, 'gap', { set: [{ variable: 'missed', add: 2 }] })],
    [
      'the condition of a branch before it',
      withConfig(journey, 'value', {
        cases: [{ id: 'low', label: { zh: '偏低' }, if: { op: 'known', from: 'last', field: 'value' } }],
      }),
    ],
    ['how long a to-do before it waits', withConfig(journey, 'nurse', { timeout: { after: 'PT12H' } })],
  ])('an approval lapses with %s', (_, after) => {
    expect(hashes(after, 'nudge')?.context).not.toBe(nudge?.context);
    expect(hashes(after, 'tell')).toEqual(tell);
  });

  test('an approval lapses with the rule of the guard that leads to the text', () => {
    const after = withConfig(journey, 'watch', { on: 'event', event: 'form.submitted' });
    expect(hashes(after, 'tell')?.context).not.toBe(tell?.context);
    expect(hashes(after, 'nudge')).toEqual(nudge);
  });

  test.each<[string, Journey]>([
    ['a step further down', withConfig(journey, 'mark', { to: '已完成' })],
    ['a date further down', withConfig(journey, 'exam', { at: '10:00' })],
    ['the shares of a split further down', withConfig(journey, 'arm', { arms: shares(30, 70) })],
    ['what a case is called', withConfig(journey, 'value', { cases: relabelled() })],
    ['an exit rule', withConfig(journey, 'leave', { outcome: '医嘱停药' })],
  ])('an approval stays valid with %s', (_, after) => {
    expect([hashes(after, 'nudge'), hashes(after, 'tell')]).toEqual([nudge, tell]);
  });

  function relabelled() {
    const cases = journey.nodes.value?.config.cases as Record<string, unknown>[] | undefined;
    return cases?.map((each) => ({ ...each, label: { zh: '低血糖' } }));
  }

  function shares(...weights: number[]) {
    return weights.map((weight, at) => ({ id: at === 0 ? 'a' : 'b', label: { zh: `${at}` }, weight }));
  }
});

test('an approval lapses with the goal that leads to the text', () => {
  const reached = (event: string) =>
    draw(
      {
        start: ['trigger-event', { event: 'contact.added' }],
        rest: ['wait-duration'],
        won: ['goal', { name: '已续方', event }],
        tell: ['message', { text: '看到您已取药。' }],
        done: EXIT,
      },
      [
        ['start', 'next', 'rest'],
        ['rest', 'next', 'done'],
        ['won', 'reached', 'tell'],
        ['tell', 'next', 'done'],
      ],
    );
  expect(hashes(reached('order.paid'), 'tell')).not.toEqual(hashes(reached('order.refunded'), 'tell'));
});

test('a node with errors of its own shows its text as far as there is one', () => {
  expect(compile(withConfig(refill(), 'ask', { text: '' })).needs.map(({ node }) => node)).toEqual(['hello']);
  expect(compile(withConfig(refill(), 'ask', { text: '您好 {{name}}' })).needs).toHaveLength(2);
});

function renamed(id: string): Journey {
  const journey = refill();
  const node = journey.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  return { ...journey, nodes: { ...journey.nodes, [id]: { ...node, name: { zh: '新名字' } } } };
}

function filtered(drug: string): Journey {
  return withConfig(refill(), 'start', { where: { op: 'compare', field: 'drug', is: '=', value: drug } });
}
