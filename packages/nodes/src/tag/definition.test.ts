import { expect, test } from 'vitest';
import { lowered, summaries } from '../node-fixture.ts';
import { tag } from './definition.ts';

test('the summary says what happens to which tag', () => {
  expect(summaries(tag, { tag: '重点' })).toEqual({ zh: '打上「重点」', en: 'Add tag 重点' });
  expect(summaries(tag, { tag: '重点', do: 'remove' })).toEqual({ zh: '去掉「重点」', en: 'Remove tag 重点' });
});

test('a tag is a field that a condition can look at; taking it away empties the field', () => {
  expect(lowered(tag, { tag: '重点' })).toMatchObject({ kind: 'setField', with: { field: 'tag_重点', to: true } });
  expect(lowered(tag, { tag: '重点', do: 'remove' })).toMatchObject({ with: { field: 'tag_重点', to: null } });
  expect(tag.needs({ tag: '重点' })).toEqual({ fields: [{ key: 'tag_重点', type: 'yes-no' }] });
});

test.each(['', 'two words', 'a.b', '😀', 'x'.repeat(41)])('%j is no name of a tag', (name) => {
  expect(tag.config.safeParse({ tag: name }).success).toBe(false);
});
