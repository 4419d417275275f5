import { describe, expect, test } from 'vitest';
import { begin, end, Play, planOf, wait } from './play-fixture.ts';

const metformin = { op: 'compare', field: 'drug', is: '=', value: '二甲双胍' } as const;
const high = { op: 'compare', field: 'reading.value', is: '>', value: 13.9 } as const;

const plan = planOf({
  start: begin('ask'),
  ask: wait({ after: 100, to: 'silent' }, [
    { type: 'dispense.recorded', where: metformin, to: 'refilled' },
    { type: 'glucose.measured', where: high, to: 'high' },
    { type: 'glucose.measured', to: 'measured' },
  ]),
  silent: end('silent'),
  refilled: end('refilled'),
  high: end('high'),
  measured: end('measured'),
});

describe('a wait', () => {
  test('is ended by an event of its type for which its filter holds', () => {
    const play = new Play(plan).event('dispense.recorded', 5, { drug: '二甲双胍' });
    expect(play.path).toEqual(['5 ask woke got dispense.recorded dispense.recorded', '5 refilled left refilled']);
  });

  test('is not ended by an event for which the filter does not hold', () => {
    expect(new Play(plan).event('dispense.recorded', 5, { drug: '阿卡波糖' }).waitsUntil).toBe(100);
  });

  test.each([[{}], [{ drug: null }], [{ drug: 7 }], [{ drug: ['二甲双胍'] }], [undefined]])(
    'is not ended by an event whose field is missing or of another kind (%j): unknown is not true',
    (data) => expect(new Play(plan).event('dispense.recorded', 5, data).waitsUntil).toBe(100),
  );

  test('is not ended by an event of another type, whatever its data', () => {
    const play = new Play(plan).event('order.paid', 5, { drug: '二甲双胍' });
    expect(play.waitsUntil).toBe(100);
    expect(play.state.queue).toEqual([]);
  });

  test('takes the first of its events that matches, in their order', () => {
    expect(new Play(plan).event('glucose.measured', 5, { reading: { value: 16 } }).path.at(-1)).toBe(
      '5 high left high',
    );
    expect(new Play(plan).event('glucose.measured', 5, { reading: {} }).path.at(-1)).toBe('5 measured left measured');
  });

  test('names in the trace the event that ended it and none of its data', () => {
    const play = new Play(plan).event('dispense.recorded', 5, { drug: '二甲双胍' });
    expect(play.rows.find(({ kind }) => kind === 'woke')?.detail).toEqual({ event: 'e1' });
    expect(JSON.stringify(play.rows)).not.toContain('二甲双胍');
  });
});
