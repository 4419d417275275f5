import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from './condition.ts';
import { eventFields, pickFields } from './event-fields.ts';
import { begin, end, freeze, planOf, wait } from './play-fixture.ts';

test('only the fields that some wait looks at travel with an event', () => {
  const is = (field: string) => ({ op: 'compare', field, is: '=', value: 1 }) as const;
  const plan = planOf({
    start: begin('one'),
    one: wait({ after: 1, to: 'two' }, [
      { type: 'a', where: { op: 'all', of: [is('drug'), { op: 'not', of: is('reading.value') }] }, to: 'done' },
    ]),
    two: wait({ after: 1, to: 'done' }, [
      { type: 'b', where: { op: 'any', of: [is('drug'), is('flag')] }, to: 'done' },
      { type: 'c', to: 'done' },
    ]),
    done: end('done'),
  });
  expect(eventFields(plan)).toEqual(['drug', 'flag', 'reading.value']);
});

test('a plan that counts work days learns which year of which calendar was added', () => {
  const plan = planOf({ start: begin('done'), done: end('done') }, { calendars: ['cn-workdays'] });
  expect(eventFields(plan)).toEqual(['calendar', 'year']);
});

describe('picking fields', () => {
  const data = freeze({ drug: '二甲双胍', name: '张三', reading: { value: 7, note: 'x' }, none: null });

  test('leaves everything else behind', () => {
    expect(pickFields(data, ['drug', 'reading.value'])).toEqual({ drug: '二甲双胍', reading: { value: 7 } });
    expect(pickFields(data, ['missing', 'drug.inner'])).toEqual({});
    expect(pickFields(data, ['none'])).toEqual({ none: null });
    expect(pickFields(data, [])).toEqual({});
  });

  test('takes a whole field and one inside it, without touching the data', () => {
    expect(pickFields(data, ['reading', 'reading.value'])).toEqual({ reading: { value: 7, note: 'x' } });
  });

  test('changes no answer: every picked field reads as before', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'constructor');
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.dictionary(key, tie('value'))),
    })).value;
    const path = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join('.'));
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.array(path, { maxLength: 4 }), (data, fields) => {
        const picked = pickFields(freeze(data), fields);
        for (const field of fields) expect(read(picked, field)).toEqual(read(data, field));
      }),
    );
  });
});
