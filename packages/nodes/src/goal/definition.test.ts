import { expect, test } from 'vitest';
import { INCOMPLETE, SELF, summaries } from '../node-fixture.ts';
import { goal } from './definition.ts';

const config = { name: '已续方', on: 'event', event: 'dispense.recorded' };

test('the summary says what is reached by what', () => {
  expect(summaries(goal, config)).toEqual({ zh: '已续方：取药登记', en: '已续方: Dispense recorded' });
});

test('it is a rule that moves the patient', () => {
  const next = { port: 'reached', to: 'to-reached' };
  expect(goal.rule?.(config, SELF)).toEqual({ goal: { on: { type: 'dispense.recorded' }, next } });
});

test('it may be about the same thing as the entry, and about nothing that a wait of its own would have brought', () => {
  const same = [{ field: 'drug', from: 'entry', key: 'drug' }];
  const next = { port: 'reached', to: 'to-reached' };
  expect(goal.rule?.({ ...config, same }, SELF)).toEqual({ goal: { on: { type: 'dispense.recorded', same }, next } });
  expect(goal.check({ ...config, same })).toEqual([]);
  expect(goal.check({ ...config, same: [{ field: 'drug', from: 'last', key: 'drug' }] })).toMatchObject([
    { code: 'CONDITION_SOURCE', field: 'same' },
  ]);
});

test('a goal that nothing reaches is refused', () => {
  expect(goal.check({ name: '空' })).toMatchObject([{ code: 'RULE_WITHOUT_CAUSE', field: 'event' }]);
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(goal.ports(draft)).toEqual([{ id: 'reached' }]);
});
