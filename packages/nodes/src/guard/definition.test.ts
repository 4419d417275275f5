import { expect, test } from 'vitest';
import { INCOMPLETE, SELF, summaries } from '../node-fixture.ts';
import { guard } from './definition.ts';

const word = {
  on: 'event',
  event: 'message.received',
  where: { op: 'compare', field: 'kind', is: '=', value: '不适' },
};
const pregnant = { op: 'compare', from: 'patient', field: 'pregnant', is: '=', value: true };

test('the summary says what it watches for', () => {
  expect(summaries(guard, word)).toEqual({ zh: '患者发来消息 · 类型 = 不适', en: 'Message received · Kind = 不适' });
  expect(summaries(guard, { on: 'condition', if: pregnant })).toEqual({
    zh: '患者 pregnant = 是',
    en: 'Patient’s pregnant = yes',
  });
});

test('it is a rule with a track of its own', () => {
  const next = { port: 'then', to: 'to-then' };
  expect(guard.rule?.(word, SELF)).toEqual({ guard: { on: { type: 'message.received', where: word.where }, next } });
  expect(guard.rule?.({ on: 'condition', if: pregnant }, SELF)).toEqual({ guard: { when: pregnant, next } });
  expect(guard.lower(word, SELF)).toEqual([]);
});

test('it needs the fields that it looks at', () => {
  expect(guard.needs({ on: 'condition', if: pregnant })).toEqual({ fields: [{ key: 'pregnant', type: 'yes-no' }] });
});

test('nothing to watch for is refused', () => {
  expect(guard.check({ on: 'event' })).toEqual([
    { code: 'RULE_WITHOUT_CAUSE', severity: 'error', params: {}, field: 'event' },
  ]);
  expect(guard.check(word)).toEqual([]);
});

test('a filter that is there but empty is no config', () => {
  expect(guard.config.safeParse({ ...word, where: { op: 'any', of: [] } }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(guard.ports(draft)).toEqual([{ id: 'then' }]);
});
