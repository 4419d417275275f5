import { describe, expect, test } from 'vitest';
import { ERRORS, SuiviError } from './error.ts';

const params = (template: string) => [...new Set(template.match(/\{\w+\}/g))].sort();

test.each(Object.entries(ERRORS))('the error %s has a status and says itself in both languages', (_, error) => {
  expect(error.zh).toMatch(/\p{Script=Han}/u);
  expect(error.en).not.toMatch(/\p{Script=Han}/u);
  expect(params(error.zh)).toEqual(params(error.en));
  expect(error.status).toBeGreaterThanOrEqual(400);
  expect(error.status).toBeLessThan(600);
});

describe('an error of the product', () => {
  test('keeps its code, parameters, cause and more that a client can use', () => {
    const cause = new Error('below');
    const error = new SuiviError('PUBLISH_REFUSED', { count: 2 }, { cause, extra: { missing: [] } });
    expect(error).toMatchObject({ code: 'PUBLISH_REFUSED', params: { count: 2 }, cause, extra: { missing: [] } });
    expect(error.status).toBe(409);
    expect(error.sentence()).toEqual({ zh: '还不能发布：2 项未完成', en: 'Not ready to publish: 2 items are open' });
    expect(error.message).toBe('PUBLISH_REFUSED: Not ready to publish: 2 items are open');
  });
});
