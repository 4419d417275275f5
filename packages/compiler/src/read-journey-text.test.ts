import { readFileSync } from 'node:fs';
import { JOURNEY_LIMITS } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { compile, planHash } from './compile.ts';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { refill } from './journey-fixture.ts';
import { readJourney } from './read-journey.ts';
import { readJourneyText } from './read-journey-text.ts';
import { MAX_DEPTH, readYaml } from './yaml-value.ts';

const JOURNEYS = [refill(), ...Object.values(TRIGGERS).map(everyNode)].map((journey) => readJourney(journey));

/** The smallest journey, by hand. */
const SHORT = `# 首次续方
v: suivi.journey/1
title: { zh: 首次续方 }
nodes:
  start:
    type: trigger-manual
    version: 1
    config: { reentry: never }
  done:
    type: exit
    version: 1
    config:
      outcome: 完成
wires:
  a: { from: start, port: next, to: done }
layout: {}
`;

const problems = (text: string) => readJourneyText(text).problems.map(({ code, line, column }) => [code, line, column]);

describe('a journey as text', () => {
  test.each(JOURNEYS)('is the same journey as YAML and as JSON, indented or not', (journey) => {
    const texts = [stringify(journey), JSON.stringify(journey), JSON.stringify(journey, null, '\t')];
    for (const text of texts) expect(readJourneyText(text)).toEqual({ journey, problems: [], ignored: [] });
  });

  test.each(['camp', 'alarm'])('is read from the example %s as from any file', (name) => {
    const file = new URL(`../../../examples/glucose-camp/${name}.journey.json`, import.meta.url);
    const text = readFileSync(file, 'utf8');
    expect(readJourneyText(text).journey).toEqual(readJourney(JSON.parse(text)));
  });

  test('may have comments, a byte order mark and Windows line ends, and compiles', () => {
    const { journey } = readJourneyText(`\ufeff${SHORT.replaceAll('\n', '\r\n')}`);
    const { journey: plain } = readJourneyText(SHORT);
    expect(journey).toEqual(plain);
    const plan = journey && compile(journey).plan;
    expect(plan && planHash(plan)).toBe(planHash(compile(JSON.parse(JSON.stringify(plain))).plan ?? { v: 0 }));
  });

  test('means what YAML 1.2 says, whatever version it claims: no is a word, 12:30 a text, << a key', () => {
    const config = 'config: { reentry: no, at: 12:30, on: yes, << : { a: 1 } }';
    const { journey } = readJourneyText(`%YAML 1.1\n---\n${SHORT.replace('config: { reentry: never }', config)}`);
    expect(journey?.nodes.start?.config).toEqual({ reentry: 'no', at: '12:30', on: 'yes', '<<': { a: 1 } });
  });

  test('may say once what it means twice, and gets two separate values', () => {
    const text = SHORT.replace('outcome: 完成', 'outcome: &end 完成').replace(
      'wires:',
      '  other:\n    type: exit\n    version: 1\n    config: { outcome: *end }\nwires:',
    );
    const { journey } = readJourneyText(text);
    expect(journey?.nodes.other?.config).toEqual({ outcome: '完成' });
  });
});

describe('a key that says nothing', () => {
  const ignored = (text: string) =>
    readJourneyText(text).ignored.map(({ code, line, params }) => [code, line, params.key]);

  test('is named with its line, in the document, a node, a wire and a config', () => {
    const text = SHORT.replace('layout: {}', 'layout: {}\nlayouts: {}')
      .replace('    type: exit', '    nam:\n      zh: x\n    type: exit')
      .replace('      outcome: 完成', '      outcome: 完成\n      knd: goal')
      .replace('to: done', 'to: done, label: x');
    expect(ignored(text)).toEqual([
      ['DOCUMENT_KEY_IGNORED', 10, 'nam'],
      ['DOCUMENT_KEY_IGNORED', 16, 'knd'],
      ['DOCUMENT_KEY_IGNORED', 18, 'label'],
      ['DOCUMENT_KEY_IGNORED', 20, 'layouts'],
    ]);
    expect(readJourneyText(text).journey?.wires).toEqual(readJourneyText(SHORT).journey?.wires);
  });

  test('is none that names the schema, that a form hides, or that an older version of a node had', () => {
    expect(ignored(`$schema: journey.schema.json\n${SHORT}`)).toEqual([]);
    expect(ignored(SHORT.replace('reentry: never', 'reentry: never, key: drug'))).toEqual([
      ['DOCUMENT_KEY_IGNORED', 8, 'key'],
    ]);
    const hidden = 'trigger-event\n    version: 1\n    config: { event: order.paid, key: drug }';
    expect(ignored(SHORT.replace(/trigger-manual\n.*\n.*\n/, `${hidden}\n`))).toEqual([]);
    const older = 'wait-duration\n    version: 1\n    config: { duration: P1D }';
    expect(ignored(SHORT.replace(/trigger-manual\n.*\n.*\n/, `${older}\n`))).toEqual([]);
  });
});

describe('a text that is no journey', () => {
  test.each<[string, string, unknown[][]]>([
    ['an open bracket', SHORT.replace('never }', 'never'), [['DOCUMENT_SYNTAX', 9, 3]]],
    ['a bracket too many', '{"v": 1}}', [['DOCUMENT_SYNTAX', 1, 9]]],
    [
      'a tab that indents',
      SHORT.replace('  start:', '\tstart:'),
      [
        ['DOCUMENT_SYNTAX', 5, 1],
        ['DOCUMENT_SYNTAX', 9, 1],
      ],
    ],
    ['a number that JSON does not have', SHORT.replace('完成', '.nan'), [['DOCUMENT_SYNTAX', 13, 16]]],
    ['a key that is a list', '? [a]\n: 1', [['DOCUMENT_SYNTAX', 1, 3]]],
    ['a key twice', SHORT.replace('  done:', '  start:'), [['DOCUMENT_KEY_TWICE', 9, 3]]],
    ['a key twice in JSON', '{"v": "suivi.journey/1",\n "v": "x"}', [['DOCUMENT_KEY_TWICE', 2, 2]]],
    ['a tag', SHORT.replace('完成', '!!js/function x'), [['DOCUMENT_TAG', 13, 16]]],
    ['a second document', `${SHORT}---\na: 1\n`, [['DOCUMENT_SEVERAL', 17, 1]]],
    ['an alias of nothing', SHORT.replace('完成', '*nobody'), [['DOCUMENT_ALIASES', undefined, undefined]]],
    [
      'an alias of itself',
      SHORT.replace('layout: {}', 'layout: &a { x: *a }'),
      [['DOCUMENT_ALIASES', undefined, undefined]],
    ],
    ['a newer format', SHORT.replace('journey/1', 'journey/2'), [['DRAFT_FORMAT_NEWER', undefined, undefined]]],
    ['a wrong value', SHORT.replace('port: next', 'port: 7'), [['INPUT_INVALID', 15, 27]]],
    [
      'two wrong values',
      SHORT.replaceAll('version: 1', 'version: one'),
      [
        ['INPUT_INVALID', 7, 14],
        ['INPUT_INVALID', 11, 14],
      ],
    ],
    ['a missing key, by where it should be', SHORT.replace('    type: exit\n', ''), [['INPUT_INVALID', 10, 5]]],
    ['nothing', '', [['INPUT_INVALID', 1, 1]]],
    ['a half emoji', SHORT.replace('完成', '"\\uD83D"'), [['TEXT_NOT_UNICODE', undefined, undefined]]],
  ])('%s has a code and its place', (_, text, found) => {
    expect(problems(text)).toEqual(found);
  });

  test('says what is wrong in both languages, and nothing of what stands there', () => {
    for (const text of [
      SHORT.replace('完成', '"张三'),
      SHORT.replace('port: next', 'port: [张三]'),
      `张三: 1\n${SHORT}...`,
    ]) {
      for (const { says } of readJourneyText(text).problems) {
        expect(says.zh).toMatch(/\p{Script=Han}/u);
        expect(says.en).not.toMatch(/[{}]|\p{Script=Han}/u);
        expect(JSON.stringify(says)).not.toContain('张三');
      }
    }
    const [twice] = readJourneyText('a: 1\na: 2').problems;
    expect(twice?.says.zh).toBe('第 2 行第 1 列：「a」在同一处写了两次，请删除一个');
  });

  test('lists so many problems and no more', () => {
    const wires = Array.from({ length: 50 }, (_, at) => `  w${at}: 1`).join('\n');
    expect(problems(SHORT.replace(/wires:\n.*\n/, `wires:\n${wires}\n`))).toHaveLength(20);
  });
});

describe('a text that is out to exhaust its reader is given up early', () => {
  const bomb = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at},*a${at}]`).join('\n');

  test.each<[string, string, string]>([
    ['by its size', 'DOCUMENT_TOO_LARGE', 'x'.repeat(JOURNEY_LIMITS.bytes + 1)],
    ['by its size in bytes, not in characters', 'DOCUMENT_TOO_LARGE', '字'.repeat(JOURNEY_LIMITS.bytes / 3 + 1)],
    ['by depth in brackets', 'DOCUMENT_TOO_DEEP', '['.repeat(1_000_000)],
    ['by depth in dashes', 'DOCUMENT_TOO_DEEP', '- '.repeat(1_000_000)],
    ['by depth in keys', 'DOCUMENT_TOO_DEEP', `? ${'{a: '.repeat(200)}1${'}'.repeat(200)}\n: 1`],
    [
      'by depth in indentation',
      'DOCUMENT_TOO_DEEP',
      Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    ],
    ['by mistakes', 'DOCUMENT_SYNTAX', '}'.repeat(1_000_000)],
    ['by aliases of aliases', 'DOCUMENT_ALIASES', `a0: &a0 [1]\n${bomb}`],
  ])('%s', (_, code, text) => {
    expect(readJourneyText(text).problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('by many small parts', () => {
    expect(readYaml('[1, 2]', 10)).toMatchObject({ value: [1, 2] });
    expect(readYaml('[,,,,,,,,,,', 10)).toEqual([{ code: 'DOCUMENT_TOO_MANY', params: { limit: 10 } }]);
  });

  test('and one just as deep as is allowed is read', () => {
    const deep = `${'['.repeat(MAX_DEPTH - 1)}1${']'.repeat(MAX_DEPTH - 1)}`;
    expect(problems(deep)).toEqual([['INPUT_INVALID', 1, 1]]);
  });
});

test('whatever the text, the answer is a journey or at least one problem', () => {
  const piece = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '-',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a',
    '*a',
    '!',
    '|',
    '>',
    '?',
    ',',
    '#',
    '%',
    '\t',
    '0',
    '\u0000',
    '\ud800',
  );
  const cut = fc.integer({ min: 0, max: SHORT.length });
  const broken = fc
    .tuple(cut, cut, fc.array(piece, { maxLength: 8 }))
    .map(([at, to, put]) => `${SHORT.slice(0, at)}${put.join('')}${SHORT.slice(to)}`);
  fc.assert(
    fc.property(
      fc.oneof(
        broken,
        fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
      ),
      (text) => {
        const { journey, problems } = readJourneyText(text);
        expect(journey === undefined).toBe(problems.length > 0);
      },
    ),
    { numRuns: 150, seed: 5 },
  );
});
