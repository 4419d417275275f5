import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, contentHash } from './canonical-json.ts';

describe('canonical JSON', () => {
  test('sorts keys by code unit at every level and keeps the order of lists', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: 0 }, B: 3, 药: 4 })).toBe(
      '{"B":3,"a":{"c":0,"d":[2,1]},"b":1,"药":4}',
    );
  });

  test('leaves out keys without a value', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
    expect(canonicalJson([undefined])).toBe('[null]');
  });

  test('writes Chinese and emoji as they are, and half an emoji as an escape', () => {
    expect(canonicalJson('二甲双胍 💊')).toBe('"二甲双胍 💊"');
    expect(canonicalJson('\ud83d')).toBe('"\\ud83d"');
  });

  test('is JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('and its hash do not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(contentHash(turned)).toBe(contentHash(value));
      }),
    );
  });
});

test('a content hash is sha256 in lower-case hex over the canonical JSON, as anybody else computes it', () => {
  const hex = createHash('sha256').update('{"a":1,"b":"药"}', 'utf8').digest('hex');
  expect(contentHash({ b: '药', a: 1 })).toBe(`sha256:${hex}`);
});
