import { describe, expect, test } from 'vitest';
import { DIAGNOSTICS, diagnosticSentence, fillIn } from './diagnostic.ts';

const params = (template: string) => [...new Set(template.match(/\{\w+\}/g))].sort();

describe.each(Object.entries(DIAGNOSTICS))('the finding %s', (_, { says, fix }) => {
  test.each([
    ['what is wrong', says],
    ['what to do', fix],
  ])('says %s in both languages with the same parameters', (_, words) => {
    expect(words.zh).toMatch(/\p{Script=Han}/u);
    expect(words.en).not.toMatch(/\p{Script=Han}/u);
    expect(words.en.length).toBeGreaterThan(5);
    expect(params(words.zh)).toEqual(params(words.en));
  });

  test('asks for nothing in its fix that the finding does not carry', () => {
    for (const param of params(fix.en)) expect(params(says.en)).toContain(param);
  });
});

test('a parameter that is a label of ours is filled in by language', () => {
  const port = { zh: '超时', en: 'Time-out' };
  const { says } = diagnosticSentence({ code: 'PORT_OPEN', params: { port } });
  expect(says.zh).toBe('出口「超时」没有连线');
  expect(says.en).toBe('Port “Time-out” leads nowhere');
});

test('a value with braces or dollars is shown as it is, and never filled in itself', () => {
  expect(fillIn('{a} {b}', { a: '{b} $& {{x}}', b: 1 })).toBe('{b} $& {{x}} 1');
});

test('an unknown parameter stays visible', () => {
  expect(fillIn('{a} {constructor}', { a: 1 })).toBe('1 {constructor}');
});
