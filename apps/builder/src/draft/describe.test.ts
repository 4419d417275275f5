// @vitest-environment happy-dom
import { invert, type SingleCommand } from '@suivi/schema';
import { expect, describe as group, it } from 'vitest';
import { remove } from '../graph/remove.ts';
import { sampleJourney } from '../graph/test-journey.ts';
import { sayIn } from '../words/words.ts';
import { describe } from './describe.ts';

const doc = sampleJourney();
const en = (command: SingleCommand) => describe(command, doc, sayIn('en'), 'en');

group('the name of an edit', () => {
  it('says what was done to which node', () => {
    expect(en({ do: 'setConfig', id: 'm', config: {} })).toBe('change WeCom message');
    expect(en({ do: 'moveNodes', to: {} })).toBe('move nodes');
  });

  it('names an edit by the command that takes it back, as the history holds it', () => {
    const done = { do: 'batch' as const, of: remove(doc, ['m']) };
    expect(describe(invert(doc, done), doc, sayIn('en'), 'en', true)).toBe('delete WeCom message');
    expect(describe(invert(doc, done), doc, sayIn('zh'), 'zh', true)).toBe('删除 企微消息');
  });
});
