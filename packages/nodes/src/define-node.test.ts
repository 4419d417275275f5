import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from './define-node.ts';
import { duration, shortText } from './form-field.ts';
import { SELF } from './node-fixture.ts';

const words = { title: '电话', help: '打电话', 'field.script': '话术', 'field.within': '多久内', 'port.next': '继续' };

const call = defineNode({
  type: 'call',
  version: 3,
  category: 'task',
  shape: 'card',
  icon: 'phone',
  pinyin: 'dianhua',
  words: { zh: words, en: words },
  config: z.object({ script: shortText(20), within: duration() }),
  initial: {},
  ports: () => [{ id: 'next' }],
  summary: (c) => c.script,
  lower: (_, self) => ({ op: 'end', node: self.id, outcome: 'called' }),
  migrations: {
    // Version 1 had a number of days and the text under another name.
    2: ({ days, ...old }) => ({ ...old, within: `P${days}D` }),
    3: ({ text, ...old }) => ({ ...old, script: text }),
  },
});

describe('an old config', () => {
  test('is brought up by every migration since its version, in order', () => {
    expect(call.upgrade({ days: 2, text: '您好' }, 1)).toEqual({ within: 'P2D', script: '您好' });
    expect(call.upgrade({ within: 'P2D', text: '您好' }, 2)).toEqual({ within: 'P2D', script: '您好' });
  });

  test('of this version or a later one stays as it is', () => {
    const config = { within: 'P2D', script: '您好' };
    expect(call.upgrade(config, 3)).toBe(config);
    expect(call.upgrade(config, 4)).toBe(config);
  });

  test('is not changed in place', () => {
    const old = Object.freeze({ days: 2, text: '您好' });
    call.upgrade(old, 1);
    expect(old).toEqual({ days: 2, text: '您好' });
  });
});

test('lowering a config that is no config is a bug and throws', () => {
  expect(() => call.lower({}, SELF)).toThrow();
});

test('a word that is not there comes back as its key', () => {
  expect(call.word('zh', 'field.script')).toBe('话术');
  expect(call.word('zh', 'field.other')).toBe('field.other');
  expect(call.word('zh', 'constructor')).toBe('constructor');
});
