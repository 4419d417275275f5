import { readFileSync } from 'node:fs';
import { emptyJourney, LOCALES } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { draw, EXIT, refill, TRIGGER, withConfig, withWires } from './journey-fixture.ts';
import { readJourney } from './read-journey.ts';
import { sopOf } from './sop.ts';
import { journeyProse } from './sop-text.ts';

const example = (name: string) =>
  readJourney(
    JSON.parse(readFileSync(new URL(`../../../examples/glucose-camp/${name}.journey.json`, import.meta.url), 'utf8')),
  );

/** Update with `npx vitest run --project unit packages/compiler -u`. */
test.each(LOCALES.flatMap((locale) => ['camp', 'alarm'].map((name) => [name, locale] as const)))(
  'the example %s reads in %s as it did',
  async (name, locale) => {
    await expect(journeyProse(example(name), locale)).toMatchFileSnapshot(`golden/${name}-prose.${locale}.md`);
  },
);

const step = (prose: string, number: number): string[] => {
  const lines = prose.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`${number}. `));
  const length = lines.slice(first + 1).findIndex((line) => !line.startsWith('  '));
  return lines.slice(first, first + 1 + length);
};

describe('a journey written out', () => {
  test('names each way out with the number of the step that it leads to', () => {
    expect(step(journeyProse(refill(), 'zh'), 5)).toEqual([
      '5. 等事件或回复 reply：患者发来消息 ≤ 2 天',
      '   - 如果「等到了」，到第 6 步',
      '   - 如果「超时」，到第 8 步',
    ]);
    expect(step(journeyProse(refill(), 'en'), 5)).toEqual([
      '5. Wait for event reply: Message received ≤ 2 days',
      '   - If “Arrived”, go to step 6',
      '   - If “Time-out”, go to step 8',
    ]);
  });

  test('quotes a text for patients line by line and in full, and says what else is set', () => {
    const journey = withConfig(refill(), 'hello', { text: '您好，\n\n我是用药助手。', group: 'nurse' });
    expect(step(journeyProse(journey, 'zh'), 2)).toEqual([
      '2. 企微消息 hello',
      '   患者收到：',
      '   > 您好，',
      '   >',
      '   > 我是用药助手。',
      '   - 性质：服务',
      '   - 过期不发：1 天',
      '   - 需员工确认：nurse',
      '   - 被拦下时：照常继续',
      '   - 接着到第 3 步',
    ]);
  });

  test('says that a way leads back, and that it is taken like another one that is drawn', () => {
    const journey = draw({ start: TRIGGER, day: ['wait-duration'], again: ['repeat', { times: 3 }], done: EXIT }, [
      ['start', 'next', 'day'],
      ['day', 'next', 'again'],
      ['again', 'again', 'day'],
      ['again', 'done', 'done'],
    ]);
    expect(step(journeyProse(journey, 'zh'), 3)).toContain('   - 如果「再来一次」，回到第 2 步');
    expect(step(journeyProse(journey, 'en'), 3)).toContain('   - If “Again”, go back to step 2');
    const task = draw({ n: ['task', { group: 'g', title: { zh: '看' } }], done: EXIT }, [['n', 'unanswered', 'done']]);
    expect(step(journeyProse(task, 'en'), 1)).toContain('   - If “Not made”, as for “Unanswered”');
  });

  test('says where a draft has no wire yet and which steps nothing leads to', () => {
    const journey = withWires(refill(), { w1: undefined });
    const prose = journeyProse(journey, 'zh');
    expect(step(prose, 2)).toContain('   - 还没有连线');
    expect(prose).toContain('## 没有连上的步骤');
    expect(sopOf(journey, 'zh').loose.map(({ node }) => node)).toEqual([
      'pause',
      'ask',
      'reply',
      'refilled',
      'done',
      'lost',
    ]);
  });

  test('says of each rule what it does to where the patient is', () => {
    const prose = journeyProse(everyNode(['trigger-manual', {}]), 'zh');
    expect(prose).toContain('## 全程有效的规则');
    expect(prose).toContain('患者立刻离开原来的步骤并出组');
    expect(prose).toContain('患者留在原来的步骤，另外走完这一段');
  });

  test('leaves out only what was said: a longer number is not a shorter one', () => {
    const details = (config: Record<string, unknown>) =>
      sopOf(draw({ n: ['message', config] }, []), 'zh')
        .steps.concat(sopOf(draw({ n: ['message', config] }, []), 'zh').loose)[0]
        ?.details.map(({ label, says }) => `${label} ${says}`);
    expect(details({ text: '每 12 小时量一次。', validFor: 'PT2H' })).toContain('过期不发 2 小时');
  });

  test.each(Object.values(TRIGGERS).map(everyNode))(
    'has every node once, numbered through, and no gap in a sentence',
    (journey) => {
      for (const locale of LOCALES) {
        const { steps, rules, loose } = sopOf(journey, locale);
        const all = [...steps, ...rules, ...loose];
        expect(all.map(({ number }) => number)).toEqual(all.map((_, at) => at + 1));
        expect(all.map(({ node }) => node).sort()).toEqual(Object.keys(journey.nodes).sort());
        expect(journeyProse(journey, locale)).not.toMatch(/undefined|\[object|\{\w+\}/);
      }
    },
  );

  test('lists its promises last', () => {
    const title = { zh: '两天内有人联系' };
    const promises = [{ id: 'a', title, form: 'passes', to: { node: 'done' }, through: { node: 'ask' } } as const];
    expect(journeyProse({ ...refill(), promises }, 'zh')).toMatch(/\n\n## 服务承诺\n\n- 两天内有人联系\n$/);
  });

  test('does not change when a node is moved', () => {
    const moved = { ...refill(), layout: {} };
    expect(journeyProse(moved, 'zh')).toBe(journeyProse(refill(), 'zh'));
  });

  test('is a heading and a zone where nothing is drawn yet', () => {
    expect(journeyProse(emptyJourney({}), 'en')).toBe(
      '# Untitled journey\n\nTime zone: Asia/Shanghai (where the patient has none of their own)\n',
    );
  });
});
