import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lengthWords } from '@suivi/nodes';
import { DAY, HOUR } from '@suivi/schema';
import { HABITS, type Habits } from '@suivi/simulation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from './main.ts';

const GUIDE = fileURLToPath(new URL('../../../../docs/scenarios.md', import.meta.url));
const text = await readFile(GUIDE, 'utf8');

/** Fenced blocks in their order. */
const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', body = '']) => ({
  language,
  body,
}));
const files = blocks.flatMap(({ language, body }): [string, string][] => {
  const name = /^# (\S+)\n/.exec(body)?.[1];
  return language === 'yaml' && name ? [[name, body]] : [];
});
/** Each command with the output that the guide shows for it. */
const calls = blocks.flatMap(({ language, body }, index) => {
  const next = blocks[index + 1];
  return language === 'sh' ? [{ call: body.trim(), shown: next?.language === 'text' ? next.body : undefined }] : [];
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suivi-guide-'));
  for (const [name, body] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), body);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a line of the guide in its folder; `| grep WORD` keeps the lines with it. */
async function run(call: string): Promise<{ code: number; lines: string }> {
  const [command = '', filter] = call.split(' | grep ');
  const [npx, suivi, ...argv] = command.split(' ');
  expect([npx, suivi]).toEqual(['npx', 'suivi']);
  const lines: string[] = [];
  const here = (word: string) => (files.some(([name]) => name.startsWith(word)) ? join(folder, word) : word);
  const code = await main(
    argv.map(here),
    { LANG: 'zh_CN.UTF-8' },
    { out: (line) => lines.push(line), progress: () => {} },
  );
  const told = lines.join('\n').replaceAll(`${folder}/`, '').split('\n');
  return { code, lines: told.filter((line) => filter === undefined || line.includes(filter)).join('\n') };
}

test('every yaml block is a file that the guide uses', () => {
  expect(files).toHaveLength(blocks.filter(({ language }) => language === 'yaml').length);
});

describe('commands of the guide', () => {
  test.each(calls)('$call', async ({ call, shown }) => {
    const { lines } = await run(call);
    expect(lines).toBe(shown?.trimEnd());
  });
});

test('every scenario in the folder of the guide is as it expects', async () => {
  const { code, lines } = await run('npx suivi simulate refill.journey.yaml --scenario scenarios --lang en');
  expect(lines).toMatch(/3 passed, 0 failed$/);
  expect(code).toBe(0);
});

test('what differs ends with 1, what is written wrongly with 2', async () => {
  const codes = await Promise.all(
    ['wrong.yaml', 'typing-errors.yaml'].map((file) =>
      run(`npx suivi simulate refill.journey.yaml --scenario ${file}`),
    ),
  );
  expect(codes.map(({ code }) => code)).toEqual([1, 2]);
});

test('with --json standard output is one JSON, its differences in both languages', async () => {
  const { code, lines } = await run('npx suivi simulate refill.journey.yaml --scenario wrong.yaml --json');
  expect(code).toBe(1);
  const { failed, scenarios } = JSON.parse(lines);
  expect(failed).toBe(1);
  expect(scenarios[0]).toMatchObject({ passed: false, outcome: '未续方', file: 'wrong.yaml' });
  expect(scenarios[0].differences[0]).toEqual({
    code: 'TIME_DIFFERS',
    line: 8,
    params: { node: 'ask', expected: '2026-03-05 11:00', actual: '2026-03-05 10:00' },
    says: {
      zh: 'ask：应在 2026-03-05 11:00，实际在 2026-03-05 10:00',
      en: 'ask: expected at 2026-03-05 11:00, was at 2026-03-05 10:00',
    },
  });
});

test('a scenario that is over before the run tells where it stands', async () => {
  await writeFile(
    join(folder, 'short.yaml'),
    'v: suivi.scenario/1\ntitle: 短\nentry: { at: 2026-03-02 09:10 }\nuntil: +1d\n',
  );
  const call = `npx suivi simulate refill.journey.yaml --scenario ${join(folder, 'short.yaml')} --lang en`;
  expect((await run(call)).lines).toContain('Stands at day3 when the scenario is over (waiting)');
});

test('the habits that a rehearsal assumes are those in the guide', () => {
  const row = (name: string, { chance, delay }: Habits['otherEvents']) => {
    const median = delay.find(([share]) => share === 0.5)?.[1] ?? 0;
    return `| ${name} | ${chance * 100} % | ${lengthWords(median, 'zh')} · ${lengthWords(median, 'en')} |`;
  };
  for (const [type, habit] of Object.entries(HABITS.events)) expect(text).toContain(row(`\`${type}\``, habit));
  expect(text).toContain(row('其他事件、条件成立 · other events, conditions', HABITS.otherEvents));
  expect(HABITS.conditions).toEqual(HABITS.otherEvents);
  const { todos, otherOutcome, unknownField, rules } = HABITS;
  expect({ todos: todos.chance, half: todos.delay[1], otherOutcome, unknownField, rules }).toEqual({
    todos: 0.95,
    half: [0.5, 3 * HOUR],
    otherOutcome: 0.03,
    unknownField: 0.05,
    rules: { exits: 0.03, goals: 0.4, guards: 0.05, within: 60 * DAY },
  });
});
