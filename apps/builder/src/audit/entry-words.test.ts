// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { sayIn } from '../words/words.ts';
import { actionWords, detailText } from './entry-words.ts';

it('an action is said in the language of the reader', () => {
  expect(actionWords('text.approved', sayIn('zh'))).toBe('签署正文');
  expect(actionWords('text.approved', sayIn('en'))).toBe('Signed a text');
});

it('an action without words keeps its code', () => {
  expect(actionWords('pack.installed', sayIn('zh'))).toBe('pack.installed');
  expect(actionWords('constructor', sayIn('zh'))).toBe('constructor');
});

it('an entry says its detail key by key, and without any nothing', () => {
  expect(detailText({})).toBe('');
  expect(detailText({ revision: 0, node: 'welcome', to: ['a'] })).toBe('revision: 0 · node: welcome · to: ["a"]');
});
