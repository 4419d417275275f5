import { expect, test } from 'vitest';
import { inLanguageOf } from './language.mjs';

const words = { zh: '好', en: 'good' };

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, '好'],
  [{ LANG: 'en_US.UTF-8' }, 'good'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'good'],
  [{}, 'good'],
])('the language follows the locale of the terminal: %j', (env, said) => {
  expect(inLanguageOf(env)(words)).toBe(said);
});
