import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from './main.ts';

const CAMP = fileURLToPath(new URL('../../../../examples/glucose-camp/camp.journey.json', import.meta.url));
const ALARM = fileURLToPath(new URL('../../../../examples/glucose-camp/alarm.journey.json', import.meta.url));
const EACH = ['validate', 'simulate', 'coverage', 'rehearse', 'diff', 'windows', 'prose', 'schema', 'feed'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suivi-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function suivi(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const write = { out: (line: string) => void out.push(line), progress: (line: string) => void err.push(line) };
  const code = await main(argv, { LANG: 'en_GB.UTF-8' }, write);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test.each(EACH)('%s explains itself in both languages', async (command) => {
  expect((await suivi(command, '--help')).out).toMatch(/^Usage: npx suivi /);
  if (command === 'feed') return;
  expect((await suivi(command, '--help', '--lang', 'zh')).out).toMatch(/^用法：npx suivi /);
});

test('without a command, and with an unknown one, the commands are listed', async () => {
  const { out, code } = await suivi();
  for (const command of EACH) expect(out).toContain(`  ${command} `);
  expect(code).toBe(0);
  expect(await suivi('fly')).toMatchObject({ code: 2, out: '' });
});

describe('with --json standard output is one JSON and nothing else', () => {
  test.each([
    ['validate', CAMP],
    ['rehearse', CAMP, '--patients', '5', '--months', '1'],
    ['rehearse', CAMP, '--against', CAMP, '--patients', '5', '--months', '1'],
    ['diff', CAMP, ALARM, '--migration'],
    ['windows', CAMP],
    ['prose', CAMP],
    ['schema'],
    ['schema', '--scenario'],
  ])('%s', async (...argv) => {
    const { out, err, code } = await suivi(...argv, '--json');
    expect(() => JSON.parse(out)).not.toThrow();
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });
});

test.each([
  ['diff', CAMP, CAMP],
  ['windows', CAMP],
  ['prose', CAMP],
  ['rehearse', CAMP, '--patients', '5'],
])('%s says something to people in both languages', async (...argv) => {
  const [zh, en] = [await suivi(...argv, '--lang', 'zh'), await suivi(...argv, '--lang', 'en')];
  expect(zh.code).toBe(0);
  expect(zh.out).toMatch(/[\u4e00-\u9fff]/);
  expect(en.out).not.toBe(zh.out);
});

test.each([
  [['simulate', CAMP], 'FLAG_MISSING'],
  [['simulate', CAMP, '--scenarios', 'x'], 'FLAG_UNKNOWN'],
  [['simulate', CAMP, '--scenario', '/nowhere'], 'FILE_UNREADABLE'],
  [['coverage', CAMP], 'FLAG_MISSING'],
  [['validate'], 'FILE_COUNT'],
  [['validate', '/nowhere.json'], 'FILE_UNREADABLE'],
  [['rehearse', CAMP, '--patients', 'many'], 'FLAG_INVALID'],
  [['rehearse', CAMP, '--from', '2026-02-30'], 'FLAG_INVALID'],
  [['prose', CAMP, '--lang', 'fr'], 'FLAG_INVALID'],
])('%j is asked wrongly: a sentence with its code, and 2', async (argv, code) => {
  const answer = await suivi(...argv);
  expect(answer).toMatchObject({ code: 2, out: '' });
  expect(answer.err).toMatch(new RegExp(`\\[${code}\\]$`));
});

test('a journey that is none is told with its lines', async () => {
  const file = join(folder, 'broken.yaml');
  await writeFile(file, 'v: suivi.journey/1\ntitle: {}\nnodes: 3\n');
  const { code, err } = await suivi('validate', file);
  expect(code).toBe(2);
  expect(err).toContain(`${file}:3  `);
});

test('a journey with errors is told to have some, and cannot be rehearsed', async () => {
  const file = join(folder, 'empty.yaml');
  await writeFile(file, 'v: suivi.journey/1\ntitle: { zh: 空 }\nnodes: {}\nwires: {}\nlayout: {}\n');
  expect(await suivi('validate', file)).toMatchObject({ code: 1, out: expect.stringContaining('[TRIGGER_MISSING]') });
  expect(await suivi('rehearse', file)).toMatchObject({
    code: 2,
    err: expect.stringContaining('[JOURNEY_HAS_ERRORS]'),
  });
});

test('a key of a journey that says nothing is told, with its line', async () => {
  const file = join(folder, 'ignored.yaml');
  const lines = ['v: suivi.journey/1', 'title: { zh: 空 }', 'nodes: {}', 'wires: {}', 'layout: {}', 'timout: 3', ''];
  await writeFile(file, lines.join('\n'));
  const { out } = await suivi('validate', file);
  expect(out).toContain(`warning  ${file}:6  `);
  const told = await suivi('prose', file, '--json');
  expect(told.err).toContain('[DOCUMENT_KEY_IGNORED]');
  expect(() => JSON.parse(told.out)).not.toThrow();
});
