import { type Locale, pickText, type Words } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import {
  type Difference,
  differenceWords,
  localTime,
  type Model,
  type Problem,
  problemWords,
  readScenario,
  recordRun,
  runScenario,
  type ScenarioRun,
} from '@suivi/simulation';
import { CliError } from './cli-error.ts';
import { columns } from './columns.ts';
import { readModel, readText, scenarioFiles } from './files.ts';
import { journeyCommand, type Output } from './journey-command.ts';

const HELP: Words = {
  zh: `用法：npx suivi simulate 旅程文件 --scenario 用例文件或文件夹 [选项]

用引擎走一遍用例（虚拟时钟，不发送任何消息），打印每一行执行记录，并与用例的预期比较。用例的写法见 docs/scenarios.md。

  --scenario PATH  一个用例，或一个文件夹（包括子文件夹）
  --record         打印用例，预期换成这次走出来的结果（先看一遍再保存）
  --json           标准输出只有一个 JSON
  --lang zh|en     语言，默认按系统
  --help           显示本说明

退出码：0 全部符合预期，1 有不同，2 用法、旅程或用例文件有误。`,
  en: `Usage: npx suivi simulate JOURNEY --scenario FILE|FOLDER [options]

Walks a scenario through the engine (virtual clock, nothing is sent), prints every row of the trace and compares with what the scenario expects. docs/scenarios.md tells how to write one.

  --scenario PATH  one scenario, or a folder with everything below it
  --record         print the scenario with what came out as what is expected (read it before you keep it)
  --json           one JSON on standard output and nothing else
  --lang zh|en     language, by default the system's
  --help           show this text

Exit code: 0 as expected, 1 something differs, 2 the call, the journey or a scenario is wrong.`,
};

export interface FileRun {
  file: string;
  run: ScenarioRun;
}

/** Runs every scenario of a path on a journey. What is wrong with a file stands in its run. */
export async function runFiles(model: Model, path: string): Promise<FileRun[]> {
  const runs: FileRun[] = [];
  for (const file of await scenarioFiles(path)) {
    const { scenario, problems, lineOf } = readScenario(await readText(file));
    const run = scenario ? runScenario(model, scenario, lineOf) : unread(file, problems);
    runs.push({ file, run });
  }
  return runs;
}

const unread = (file: string, problems: Problem[]): ScenarioRun => ({
  title: { zh: file, en: file },
  passed: false,
  problems,
  differences: [],
  entered: false,
  zone: '',
  rows: [],
  visits: [],
  texts: [],
  todos: [],
  state: 'none',
  standsAt: [],
});

export const simulate = journeyCommand({
  help: HELP,
  files: 1,
  flags: { scenario: { type: 'string' }, record: { type: 'boolean', default: false } },
  run: async ({ files: [file = ''], flags, json, output }) => {
    if (flags.scenario === undefined) {
      throw new CliError({ zh: '需要 --scenario 用例文件或文件夹。', en: 'Give --scenario and a file or folder.' }, 2, {
        code: 'FLAG_MISSING',
      });
    }
    const model = await readModel(file, output);
    if (flags.record) return record(model, flags.scenario, output);
    const runs = await runFiles(model, flags.scenario);
    const passed = runs.filter(({ run }) => run.passed).length;
    const totals = { passed, failed: runs.length - passed };
    if (json) output.out(JSON.stringify({ ...totals, scenarios: runs.map(asJson) }));
    else {
      for (const each of runs) tell(each, output);
      const words = {
        zh: `${passed} 个符合预期，${totals.failed} 个不符合`,
        en: `${passed} passed, ${totals.failed} failed`,
      };
      output.out(words[output.locale]);
    }
    if (runs.some(({ run }) => run.problems.length > 0)) return 2;
    return totals.failed > 0 ? 1 : 0;
  },
});

/** @returns 2 when the scenario itself is wrong: then there is nothing to record. */
async function record(model: Model, path: string, { out, progress, locale }: Output): Promise<0 | 2> {
  const text = await readText(path);
  const { scenario, problems, lineOf } = readScenario(text);
  const run = scenario ? runScenario(model, scenario, lineOf) : unread(path, problems);
  for (const each of run.problems) progress(`${placed(path, each)}${problemWords(each)[locale]} [${each.code}]`);
  if (run.problems.length > 0) return 2;
  out(recordRun(text, run).trimEnd());
  return 0;
}

const asJson = ({ file, run }: FileRun) => ({
  file,
  ...run,
  problems: run.problems.map((problem) => ({ ...problem, says: problemWords(problem) })),
  differences: run.differences.map((difference) => ({ ...difference, says: differenceWords(difference) })),
});

function tell({ file, run }: FileRun, { out, locale }: Output): void {
  out(`${pickText(run.title, locale)}  (${file})`);
  for (const line of columns(run.rows.map((row) => rowCells(row, run)))) out(`  ${line}`);
  for (const each of run.problems) out(`  ${placed(file, each)}${problemWords(each)[locale]} [${each.code}]`);
  for (const each of run.differences) out(`  ${placed(file, each)}${differenceWords(each)[locale]} [${each.code}]`);
  if (run.standsAt.length > 0) out(`  ${standing(run, locale)}`);
  if (run.problems.length === 0) out(`  ${verdict(run, locale)}`);
  out('');
}

/** `2026-03-02 09:10  ask  acted  → next  queued  「…」` */
function rowCells(
  { local, node, kind, port, by, until, visit, at }: ScenarioRun['rows'][number],
  run: ScenarioRun,
): string[] {
  const text =
    kind === 'acted'
      ? run.texts.find((each) => each.node === node && each.visit === visit && each.at <= at)
      : undefined;
  return [
    local,
    visit > 1 ? `${node}#${visit}` : node,
    kind,
    port === undefined ? '' : `→ ${port}`,
    [by, until === undefined ? undefined : `≤ ${localTime(zoneTable(run.zone), until)}`].filter(Boolean).join(' '),
    text ? `「${text.text.replace(/\s+/g, ' ')}」` : '',
  ];
}

const placed = (file: string, { line }: Problem | Difference): string =>
  line === undefined ? `${file}  ` : `${file}:${line}  `;

function verdict({ passed, differences }: ScenarioRun, locale: Locale): string {
  if (locale === 'zh') return passed ? '✓ 符合预期' : `✗ ${differences.length} 处与预期不同`;
  return passed ? '✓ as expected' : `✗ differs from what is expected in ${differences.length} places`;
}

/** Where a run that has not ended stands when the scenario is over, and why it does not go on. */
function standing({ standsAt, state, held }: ScenarioRun, locale: Locale): string {
  const where = standsAt.join(', ');
  const how = held === undefined ? state : `${state}: ${held}`;
  return locale === 'zh'
    ? `用例结束时停在 ${where}（${how}）`
    : `Stands at ${where} when the scenario is over (${how})`;
}
