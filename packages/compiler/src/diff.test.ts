import { emptyJourney, type Journey, type JourneyPromise, LOCALES } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { diffJourneys } from './diff.ts';
import { diffProse } from './diff-words.ts';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { draw, refill, withConfig, withWires } from './journey-fixture.ts';

const EVERY = Object.values(TRIGGERS).map(everyNode);

function prose(from: Journey, to: Journey) {
  const diff = diffJourneys(from, to);
  return { zh: diffProse(diff, 'zh'), en: diffProse(diff, 'en') };
}

function withNode(journey: Journey, id: string, change: Partial<Journey['nodes'][string]>): Journey {
  const node = journey.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  return { ...journey, nodes: { ...journey.nodes, [id]: { ...node, ...change } } };
}

function without(journey: Journey, id: string): Journey {
  const { [id]: _, ...nodes } = journey.nodes;
  const wires = Object.entries(journey.wires).filter(([, { from, to }]) => from !== id && to !== id);
  return { ...journey, nodes, wires: Object.fromEntries(wires) };
}

describe('two journeys that say the same have no difference', () => {
  test.each([
    [
      'whatever the order of keys',
      (j: Journey) => ({ ...j, nodes: Object.fromEntries(Object.entries(j.nodes).reverse()) }),
    ],
    [
      'whatever wires are called',
      (j: Journey) => ({ ...j, wires: Object.fromEntries(Object.values(j.wires).map((w, i) => [`x${i}`, w])) }),
    ],
    ['with a default written out', (j: Journey) => withConfig(j, 'hello', { class: 'service', onBlocked: 'continue' })],
    [
      'with an older version of a node',
      (j: Journey) => withNode(j, 'pause', { version: 1, config: { duration: 'P7D' } }),
    ],
  ])('%s', (_, change) => {
    expect(diffJourneys(refill(), change(refill()))).toEqual({ changes: [], moved: [] });
    expect(prose(refill(), change(refill()))).toEqual({
      zh: ['内容没有变化'],
      en: ['Nothing has changed in what it says'],
    });
  });
});

test('what is left in a field that the form hides is no difference', () => {
  const once = withConfig(refill(), 'start', { reentry: 'never', key: undefined });
  expect(diffJourneys(once, withConfig(once, 'start', { key: 'drug' }))).toEqual({ changes: [], moved: [] });
});

describe('a diff tells', () => {
  const named = withNode(refill(), 'pause', { name: { zh: '首次提醒', en: 'First reminder' } });

  test('a changed wait by the label of its field and in days', () => {
    const later = withConfig(named, 'pause', { until: { after: 'P10D' } });
    expect(diffJourneys(named, later).changes).toEqual([
      {
        kind: 'field',
        node: 'pause',
        name: { zh: '首次提醒', en: 'First reminder' },
        field: 'until',
        label: { zh: '等到', en: 'Wait until' },
        text: false,
        from: { value: { after: 'P7D' }, words: { zh: '7 天', en: '7 days' } },
        to: { value: { after: 'P10D' }, words: { zh: '10 天', en: '10 days' } },
      },
    ]);
    expect(prose(named, later)).toEqual({
      zh: ['「首次提醒」的「等到」从 7 天改为 10 天'],
      en: ['“Wait until” of “First reminder” changes from 7 days to 10 days'],
    });
  });

  test('a changed text with both texts, and a filter that comes or goes', () => {
    const worded = withConfig(refill(), 'hello', { text: '您好。' });
    expect(prose(refill(), worded).zh).toEqual([
      '「企微消息 hello」的「正文」从「您好，我是用药助手。」改为「您好。」',
    ]);
    const any = withConfig(refill(), 'refilled', { where: undefined });
    expect(prose(refill(), any)).toEqual({
      zh: ['「等事件或回复 refilled」的「只要满足」去掉了，原为「药品 = 二甲双胍」'],
      en: ['“Only if” of “Wait for event refilled” is empty now; it was Drug = 二甲双胍'],
    });
    expect(prose(any, refill()).en).toEqual([
      '“Only if” of “Wait for event refilled” is now Drug = 二甲双胍; it was empty',
    ]);
  });

  test('a step put between two others: the step and both wires', () => {
    const after = withWires(
      { ...refill(), nodes: { ...refill().nodes, thanks: { type: 'message', version: 1, config: { text: '谢谢' } } } },
      { w5: ['reply', 'event', 'thanks'], new: ['thanks', 'next', 'refilled'] },
    );
    expect(prose(refill(), after).zh).toEqual([
      '「等事件或回复 reply」的出口「等到了」从「等事件或回复 refilled」改连到「企微消息 thanks」',
      '新增「企微消息 thanks」（服务 · 谢谢）',
      '「企微消息 thanks」的出口「继续」连到「等事件或回复 refilled」',
    ]);
  });

  test('a step that is gone, after everything else, and the wires that led there', () => {
    const { en } = prose(named, without(named, 'pause'));
    expect(en).toEqual([
      'Port “Goes on” of “WeCom message hello” leads nowhere now; it led to “First reminder”',
      'Step “First reminder” is gone (Wait a while: Wait 7 days)',
    ]);
  });

  test('a new name, in the language that it changed in', () => {
    expect(prose(refill(), named).zh).toEqual(['「等一段时间」改名为「首次提醒」']);
    const english = withNode(named, 'pause', { name: { zh: '首次提醒', en: 'Reminder 1' } });
    expect(prose(named, english).zh).toEqual(['「First reminder」改名为「Reminder 1」']);
  });

  test('another step under the same id as another step, not field by field', () => {
    const other = withNode(refill(), 'pause', { type: 'wait-until-date', version: 1, config: { field: 'nextExam' } });
    expect(diffJourneys(refill(), other).changes.map(({ kind }) => kind)).toEqual(['replaced']);
    expect(prose(refill(), other).en).toEqual(['“Wait until date” is no longer “Wait a while” but “Wait until date”']);
  });

  test('title, description, zone and channels before everything else', () => {
    const other = {
      ...refill(),
      title: { zh: '续方' },
      description: { en: 'Refill' },
      zone: 'Asia/Urumqi',
      requires: { ...refill().requires, channels: ['wecom-kf'] },
    };
    expect(prose(refill(), other).zh).toEqual([
      '旅程的标题从「首次续方」改为「续方」',
      '旅程的说明填写为「Refill」',
      '旅程的时区从 Asia/Shanghai 改为 Asia/Urumqi',
      '旅程的渠道填写为 wecom-kf',
    ]);
  });

  test('a promise that came, went or says something else', () => {
    const promise = (id: string, count: number): JourneyPromise => ({
      id,
      title: { zh: `承诺${id}` },
      form: 'at-most',
      count,
      of: { class: 'promotion' },
      per: 'P7D',
    });
    const from = { ...refill(), promises: [promise('a', 1), promise('b', 1), promise('c', 1)] };
    const to = { ...refill(), promises: [promise('d', 1), promise('b', 2), promise('a', 1)] };
    expect(prose(from, to)).toEqual({
      zh: ['新增服务承诺「承诺d」', '改了服务承诺「承诺b」', '删除服务承诺「承诺c」'],
      en: ['Promise “承诺d” is new', 'Promise “承诺b” has changed', 'Promise “承诺c” is gone'],
    });
  });

  test('what only moved apart from what changed', () => {
    const journey = refill();
    const layout = { ...journey.layout, hello: { x: 5, y: 5 } };
    expect(diffJourneys(journey, { ...journey, layout })).toEqual({ changes: [], moved: ['hello'] });
    expect(prose(journey, { ...journey, layout }).zh).toEqual(['1 个节点只移动了位置']);
  });

  test('a change of a node whose type nobody knows by the names of its keys', () => {
    const odd = (config: Record<string, unknown>) => draw({ a: ['clinic/odd', config] }, []);
    expect(prose(odd({ dose: 1 }), odd({ dose: 2, to: 'x' })).en).toEqual([
      '“dose” of “clinic/odd” changes from 1 to 2',
      '“to” of “clinic/odd” is now x; it was empty',
    ]);
  });

  test('a value that reads the same as a change all the same', () => {
    const cases = (id: string) => [{ id, label: { zh: '是' }, if: { op: 'known', from: 'patient', field: 'age' } }];
    const branch = (id: string) => draw({ b: ['branch', { cases: cases(id) }] }, []);
    expect(prose(branch('a'), branch('b')).zh).toEqual(['「条件分支」的「分支」改了，但读起来一样']);
  });
});

describe('every node of the vocabulary', () => {
  test.each(EVERY)('is told in full when it comes and when it goes', (journey) => {
    for (const [from, to] of [
      [emptyJourney({ zh: '空' }), journey],
      [journey, emptyJourney({ zh: '空' })],
    ] as const) {
      const diff = diffJourneys(from, to);
      expect(diff.changes.filter(({ kind }) => kind === 'added' || kind === 'removed')).toHaveLength(
        Object.keys(journey.nodes).length,
      );
      for (const locale of LOCALES) {
        for (const sentence of diffProse(diff, locale)) expect(sentence).not.toMatch(/undefined|\[object|\{\w+\}/);
      }
    }
  });

  test('has no difference to itself, and the way back has as many changes', () => {
    const [a, b] = EVERY;
    if (!a || !b) throw new Error('no journeys');
    expect(diffJourneys(a, a)).toEqual({ changes: [], moved: [] });
    expect(diffJourneys(a, b).changes).toHaveLength(diffJourneys(b, a).changes.length);
  });
});
