import { emptyJourney, type Journey, LOCALES } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { draw, EXIT, refill, TRIGGER, withConfig, withWires } from './journey-fixture.ts';
import { proposeMigration } from './migration-map.ts';
import { MIGRATION_REASONS } from './migration-reason.ts';
import { migrationProse } from './migration-words.ts';

const place = (from: Journey, to: Journey, id: string) =>
  proposeMigration(from, to).places.find((each) => each.from === id);
const codes = (from: Journey, to: Journey, id: string) => place(from, to, id)?.reasons.map(({ code }) => code);

function without(journey: Journey, id: string): Journey {
  const { [id]: _, ...nodes } = journey.nodes;
  return { ...journey, nodes };
}

const TASK = { group: 'nurse', title: { zh: '看血糖' }, timeout: { after: 'P1D' } };
const outcomes = (...ids: string[]) => ids.map((id) => ({ id, label: { zh: id } }));

/** A to-do between a trigger and an exit. */
const asked = (config: Record<string, unknown>) =>
  draw({ start: TRIGGER, n: ['task', { ...TASK, ...config }], done: EXIT }, [
    ['start', 'next', 'n'],
    ['n', 'unanswered', 'done'],
  ]);

test('every step at which somebody can stand has a place, in the order in which the journey is told, and no other', () => {
  const { places, decisions } = proposeMigration(refill(), refill());
  expect(places.map(({ from, to }) => [from, to])).toEqual([
    ['pause', 'pause'],
    ['reply', 'reply'],
    ['refilled', 'refilled'],
  ]);
  expect(places.every(({ reasons }) => reasons[0]?.code === 'SAME')).toBe(true);
  expect(decisions).toEqual([]);
});

test.each(Object.values(TRIGGERS).map(everyNode))('a version that says the same asks nobody anything', (journey) => {
  const { places, decisions } = proposeMigration(journey, { ...journey, layout: {} });
  expect(places.length).toBeGreaterThan(4);
  expect(decisions).toEqual([]);
  expect(places.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual(places.map(() => 'SAME'));
});

describe('who stands at a step that is still there', () => {
  test('stays, and sees what its time has become', () => {
    const later = withConfig(refill(), 'pause', { until: { after: 'P10D' } });
    expect(place(refill(), later, 'pause')).toMatchObject({
      to: 'pause',
      needsDecision: false,
      reasons: [{ code: 'OTHER_TIME' }],
      changes: [{ field: 'until', from: { words: { zh: '7 天' } }, to: { words: { zh: '10 天' } } }],
    });
  });

  test('needs a decision where it waits for something else', () => {
    const other = withConfig(refill(), 'reply', { event: 'order.paid' });
    expect(codes(refill(), other, 'reply')).toEqual(['OTHER_MEANING']);
    const filtered = withConfig(refill(), 'refilled', { where: undefined });
    expect(codes(refill(), filtered, 'refilled')).toEqual(['OTHER_MEANING']);
    expect(place(refill(), other, 'reply')?.needsDecision).toBe(true);
  });

  test('needs a decision where an answer that is open has no port any more', () => {
    const [before, after] = [asked({ outcomes: outcomes('ok', 'doctor') }), asked({ outcomes: outcomes('ok') })];
    expect(place(before, after, 'n')).toMatchObject({
      reasons: [{ code: 'PORT_GONE', params: { ports: [{ zh: 'doctor' }] } }],
      needsDecision: true,
    });
    expect(codes(after, before, 'n')).toEqual(['ASKED_ALREADY']);
  });

  test('needs a decision where the stage that it may be in is gone', () => {
    const before = asked({ escalation: { after: 'PT30M', group: 'lead' } });
    expect(codes(before, asked({}), 'n')).toEqual(['STAGE_GONE']);
    expect(codes(asked({}), before, 'n')).toEqual(['ASKED_ALREADY']);
  });

  test('needs a decision where the step is not complete', () => {
    expect(codes(refill(), withConfig(refill(), 'pause', { until: 'soon' }), 'pause')).toEqual(['INCOMPLETE']);
  });
});

describe('who stands at a step that is gone', () => {
  const named = (journey: Journey, id: string) => {
    const node = journey.nodes[id];
    if (!node) throw new Error(`no node ${id}`);
    return { ...journey, nodes: { ...journey.nodes, [id]: { ...node, name: { zh: '首次提醒' } } } };
  };
  const with2 = (journey: Journey) => ({
    ...without(journey, 'pause'),
    nodes: {
      ...without(journey, 'pause').nodes,
      wait2: { type: 'wait-duration', version: 2, config: { until: { after: 'P3D' } } },
    },
  });

  test('is led to a new step of its type and name, and always needs a decision', () => {
    const after = named(with2(refill()), 'wait2');
    expect(place(named(refill(), 'pause'), after, 'pause')).toMatchObject({
      to: 'wait2',
      reasons: [{ code: 'GONE_SAME_NAME' }, { code: 'TEXT_LOST' }],
      needsDecision: true,
    });
    const wired = withWires(after, { w1: ['hello', 'next', 'wait2'], w2: ['wait2', 'next', 'ask'] });
    expect(codes(named(refill(), 'pause'), wired, 'pause')).toEqual(['GONE_SAME_NAME']);
  });

  test('is led to a new step of its type on the same port', () => {
    const after = withWires(with2(refill()), { w1: ['hello', 'next', 'wait2'], w2: ['wait2', 'next', 'ask'] });
    expect(place(refill(), after, 'pause')).toMatchObject({ to: 'wait2', reasons: [{ code: 'GONE_SAME_PLACE' }] });
  });

  test('is led to the nearest place after it, and told which text is left out by that', () => {
    const after = withWires(without(refill(), 'pause'), { w1: ['hello', 'next', 'ask'], w2: undefined });
    expect(place(refill(), after, 'pause')).toMatchObject({
      to: 'reply',
      reasons: [{ code: 'GONE_NEXT' }, { code: 'TEXT_LOST', params: { texts: [{ zh: '企微消息 ask' }] } }],
    });
  });

  test('is led to the nearest place before it where nothing comes after, and told which text may come again', () => {
    const journey = draw(
      {
        start: TRIGGER,
        first: ['wait-duration'],
        text: ['message', { text: '您好' }],
        last: ['wait-duration'],
        done: EXIT,
      },
      [
        ['start', 'next', 'first'],
        ['first', 'next', 'text'],
        ['text', 'next', 'last'],
        ['last', 'next', 'done'],
      ],
    );
    const after = withWires(without(journey, 'last'), { w2: ['text', 'next', 'done'], w3: undefined });
    expect(place(journey, after, 'last')).toMatchObject({
      to: 'first',
      reasons: [{ code: 'GONE_BEFORE' }, { code: 'TEXT_AGAIN' }],
      needsDecision: true,
    });
  });

  test('has nowhere to go where nothing is near', () => {
    const after = draw({ start: TRIGGER, done: EXIT }, [['start', 'next', 'done']]);
    expect(place(refill(), after, 'pause')).toMatchObject({ reasons: [{ code: 'GONE_NOWHERE' }], needsDecision: true });
    expect(place(refill(), after, 'pause')).not.toHaveProperty('to');
  });

  test('is not taken for standing where the same id is another kind of step', () => {
    const node = { type: 'message', version: 1, config: { text: '您好' } };
    const after = { ...refill(), nodes: { ...refill().nodes, pause: node } };
    expect(place(refill(), after, 'pause')).toMatchObject({ to: 'reply', needsDecision: true });
  });
});

describe('a text that somebody has got already', () => {
  const text = '您好，我是用药助手。';

  test('needs a decision where it comes again further on, under its old id or another one', () => {
    const again = withWires(refill(), { w2: ['pause', 'next', 'hello'] });
    expect(codes(refill(), again, 'pause')).toEqual(['SAME', 'TEXT_AGAIN', 'TEXT_LOST']);
    const copied = {
      ...withWires(refill(), { w2: ['pause', 'next', 'copy'], c: ['copy', 'next', 'ask'] }),
      nodes: { ...refill().nodes, copy: { type: 'message', version: 1, config: { text } } },
    };
    expect(place(refill(), copied, 'pause')).toMatchObject({
      reasons: [{ code: 'SAME' }, { code: 'TEXT_AGAIN', params: { texts: [{ zh: '企微消息 copy' }] } }],
      needsDecision: true,
    });
    expect(codes(refill(), copied, 'reply')).toEqual(['SAME']);
  });

  test('needs none inside a loop that would have sent it again anyway', () => {
    const daily = everyNode(['trigger-manual', {}]);
    expect(codes(daily, daily, 'day')).toEqual(['SAME']);
  });

  test('and one that moved to where nobody of these comes by is named as lost', () => {
    const early = withWires(refill(), {
      w1: ['hello', 'next', 'ask'],
      w3: ['ask', 'next', 'pause'],
      w2: ['pause', 'next', 'reply'],
    });
    expect(codes(refill(), early, 'pause')).toEqual(['SAME', 'TEXT_LOST']);
  });
});

test('the map reads as sentences in both languages, decisions marked', () => {
  const after = withConfig(withConfig(refill(), 'pause', { until: { after: 'P10D' } }), 'reply', {
    event: 'order.paid',
  });
  const map = proposeMigration(refill(), after);
  expect(migrationProse(map, 'zh').slice(0, 2)).toEqual([
    '「等一段时间」→「等一段时间」：等的还是同一件事，只是时间或其他设置改了；「等一段时间」的「等到」从 7 天改为 10 天',
    '【需人决定】「等事件或回复 reply」→「等事件或回复 reply」：这一步现在等的是另一件事；「等事件或回复 reply」的「等什么」从「患者发来消息」改为「订单已支付」',
  ]);
  for (const { zh, en } of Object.values(MIGRATION_REASONS)) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(zh.match(/\{\w+\}/g)).toEqual(en.match(/\{\w+\}/g));
  }
});

test('a proposal is always a place of the new version, and whoever has none or another step needs a decision', () => {
  const everything = everyNode(['trigger-manual', {}]);
  const ids = Object.keys(everything.nodes);
  fc.assert(
    fc.property(fc.subarray(ids), fc.subarray(Object.keys(everything.wires)), (kept, drawn) => {
      const after: Journey = {
        ...everything,
        nodes: Object.fromEntries(Object.entries(everything.nodes).filter(([id]) => kept.includes(id))),
        wires: Object.fromEntries(Object.entries(everything.wires).filter(([id]) => drawn.includes(id))),
      };
      const map = proposeMigration(everything, after);
      const standing = new Set(proposeMigration(after, emptyJourney({})).places.map(({ from }) => from));
      for (const { from, to, needsDecision, reasons } of map.places) {
        expect(reasons.length).toBeGreaterThan(0);
        if (to !== undefined) expect(standing).toContain(to);
        if (to !== from) expect(needsDecision).toBe(true);
      }
      for (const locale of LOCALES) expect(migrationProse(map, locale).join()).not.toMatch(/undefined|\{\w+\}/);
    }),
    { numRuns: 50, seed: 5 },
  );
});
