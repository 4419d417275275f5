import { expect, test } from 'vitest';
import { message } from './message/definition.ts';
import { lowered } from './node-fixture.ts';
import { waitDuration } from './wait-duration/definition.ts';

test('a step freezes in a clinical hold unless it says otherwise; plans of before stay as they are', () => {
  expect(lowered(waitDuration, { until: { after: 'P1D' } })).not.toHaveProperty('hold');
  expect(lowered(waitDuration, { until: { after: 'P1D' }, hold: 'extend' })).toMatchObject({ hold: 'extend' });
  expect(lowered(message, { text: '请拨打120', class: 'safety', hold: 'ignore' })).toMatchObject({ hold: 'ignore' });
});
