import { expect, it } from 'vitest';
import { shownName } from './node-words.ts';

const wait = { type: 'wait-duration', version: 1, config: { duration: 'P7D' } };

it('a wait that nobody named is called by what it does, everywhere', () => {
  expect(shownName(wait, 'zh')).toBe('等 7 天');
  expect(shownName({ ...wait, name: { zh: '首周' } }, 'zh')).toBe('首周');
});

it('a wait without a length, and a card without a name, are called by their type', () => {
  expect(shownName({ ...wait, config: {} }, 'en')).toBe('Wait a while');
  expect(shownName({ type: 'message', version: 1, config: { text: '您好' } }, 'zh')).toBe('企微消息');
});
