import { describe, expect, test } from 'vitest';
import { refill, withConfig, withWires } from './journey-fixture.ts';
import { lapsingApprovals, lapsingProse } from './lapsing-approvals.ts';

const why = (to: Parameters<typeof lapsingApprovals>[1]) =>
  lapsingApprovals(refill(), to).map(({ node, why }) => [node, why]);

describe('an approval lapses', () => {
  test('not by moving or naming', () => {
    const { nodes } = refill();
    const named = Object.entries(nodes).map(([id, node]) => [id, { ...node, name: { zh: `别名 ${id}` } }]);
    expect(why({ ...refill(), layout: {}, nodes: Object.fromEntries(named) })).toEqual([]);
  });

  test('with its text, which leaves the texts after it alone', () => {
    expect(why(withConfig(refill(), 'hello', { text: '您好。' }))).toEqual([['hello', 'text']]);
  });

  test('with the wait before it, though the text is the same', () => {
    const later = withConfig(refill(), 'pause', { until: { after: 'P10D' } });
    expect(why(later)).toEqual([['ask', 'context']]);
    expect(lapsingProse(lapsingApprovals(refill(), later), 'zh')).toEqual([
      '「企微消息 ask」的文字没有改，但患者收到它的时机或条件改了，原来的审核签署失效',
    ]);
  });

  test('and a new text has none', () => {
    const thanks = { type: 'message', version: 1, config: { text: '谢谢' } };
    const journey = { ...refill(), nodes: { ...refill().nodes, thanks } };
    const wired = withWires(journey, { w7: ['refilled', 'event', 'thanks'], x: ['thanks', 'next', 'done'] });
    expect(why(wired)).toEqual([['thanks', 'new']]);
    expect(lapsingProse(lapsingApprovals(refill(), wired), 'en')).toEqual([
      'The text of “WeCom message thanks” is new and not signed yet',
    ]);
  });
});
