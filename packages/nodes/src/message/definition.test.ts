import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { message } from './definition.ts';

const hello = { text: '您好，\n请按时服药。', class: 'clinical' };

test('the summary shows class and text in one line', () => {
  expect(summaries(message, hello)).toEqual({ zh: '临床 · 您好， 请按时服药。', en: 'Clinical · 您好， 请按时服药。' });
});

test('a text that looks like one of our parameters is shown as it is', () => {
  expect(message.summary({ text: '{class} $& {text}' }, 'zh')).toBe('服务 · {class} $& {text}');
});

describe('it lowers to an activity', () => {
  test('that names its content by hash and goes on whatever the outcome', () => {
    expect(lowered(message, hello)).toEqual({
      op: 'act',
      node: 'n',
      kind: 'sendMessage',
      with: { content: 'hash of text', class: 'clinical', validFor: 'P1D' },
      outcomes: {},
      next: { port: 'next', to: 'to-next' },
    });
  });

  test('that a member of a staff group carries out, where one is named', () => {
    expect(lowered(message, { ...hello, group: 'coach' })).toMatchObject({ with: { group: 'coach' } });
    expect(message.needs({ ...hello, group: 'coach' })).toMatchObject({ staffGroups: ['coach'] });
    expect(message.needs(hello)).toEqual({ staffGroups: [], fields: [] });
    expect(summaries(message, { ...hello, group: 'coach' })).toEqual({
      zh: '临床 · 需员工确认 · 您好， 请按时服药。',
      en: 'Clinical · staff sends · 您好， 请按时服药。',
    });
  });

  test('whose refusal takes its own port where one is drawn', () => {
    expect(lowered(message, { ...hello, onBlocked: 'port' })).toMatchObject({
      outcomes: { blocked: { port: 'blocked', to: 'to-blocked' } },
    });
  });
});

test('its text is what an approval covers, as the patient gets it', () => {
  expect(message.patientText({ text: '  您好 \n' })).toEqual([{ part: 'text', text: '您好' }]);
  expect(message.patientText({})).toEqual([]);
});

describe('the check', () => {
  test('counts bytes as the channel does, not characters', () => {
    expect(message.check({ text: '药'.repeat(682) })).toEqual([]);
    expect(message.check({ text: '药'.repeat(683) })).toEqual([
      { code: 'TEXT_TOO_LONG', severity: 'error', params: { bytes: 2049, limit: 2048 }, field: 'text' },
    ]);
    expect(message.check({ text: '👋'.repeat(512) })).toEqual([]);
    expect(message.check({ text: 'a'.repeat(2048) })).toEqual([]);
  });

  test.each([
    ['您好 {{}}，', '{{}}'],
    ['{{ 姓 名 }}', '{{ 姓 名 }}'],
    ['忘了括号 {{name', '{{name'],
    ['{{name} 您好', '{{name'],
  ])('finds in %j the braces that the patient would see', (text, variable) => {
    expect(message.check({ text })).toEqual([
      { code: 'TEXT_VARIABLE_UNKNOWN', severity: 'error', params: { variable }, field: 'text' },
    ]);
  });

  test('warns of a field without which the text cannot be sent, and names what it needs', () => {
    expect(message.check({ text: '您好 {{name}}，{{title|您}}' })).toEqual([
      { code: 'TEXT_VARIABLE_MAY_LACK', severity: 'warning', params: { field: 'name' }, field: 'text' },
    ]);
    expect(message.needs({ ...hello, text: '{{name}}{{title|您}}' })).toMatchObject({
      fields: [
        { key: 'name', type: 'any' },
        { key: 'title', type: 'any' },
      ],
    });
  });

  test('leaves single braces alone', () => expect(message.check({ text: '{1} 个' })).toEqual([]));
});

test.each(INCOMPLETE)('an incomplete config (%j) can be drawn', (draft) => {
  expect(message.ports(draft)).toEqual([{ id: 'next' }]);
});

test('the port for a refusal is drawn before there is a text', () => {
  expect(message.ports({ onBlocked: 'port' })).toEqual([{ id: 'next' }, { id: 'blocked' }]);
});

test('where nothing real may happen it is queued', () => {
  expect(message.simulate({ text: '您好' })).toEqual({ outcome: 'queued' });
});
