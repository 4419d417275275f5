import type { Words } from '@suivi/schema';
import { coverageOf, portWords } from '@suivi/simulation';
import { CliError } from './cli-error.ts';
import { columns } from './columns.ts';
import { readModel } from './files.ts';
import { journeyCommand } from './journey-command.ts';
import { runFiles } from './simulate.ts';

const HELP: Words = {
  zh: `用法：npx suivi coverage 旅程文件 --scenarios 文件夹 [--json] [--lang zh|en]

走完文件夹里的全部用例，列出从来没有走过的出口、从来没有发生过的超时，以及没有到过的节点。

退出码：0，与覆盖多少无关；2 用法、旅程或用例文件有误。`,
  en: `Usage: npx suivi coverage JOURNEY --scenarios FOLDER [--json] [--lang zh|en]

Runs all scenarios of a folder and lists the ports that were never taken, the time-outs that never ran out, and the nodes that nobody came to.

Exit code: 0 whatever is covered; 2 the call, the journey or a scenario is wrong.`,
};

export const coverage = journeyCommand({
  help: HELP,
  files: 1,
  flags: { scenarios: { type: 'string' } },
  run: async ({ files: [file = ''], flags, json, output }) => {
    const { out, progress, locale } = output;
    if (flags.scenarios === undefined) {
      throw new CliError({ zh: '需要 --scenarios 文件夹。', en: 'Give --scenarios and a folder.' }, 2, {
        code: 'FLAG_MISSING',
      });
    }
    const model = await readModel(file, output);
    const runs = await runFiles(model, flags.scenarios);
    const broken = runs.filter(({ run }) => run.problems.length > 0);
    for (const each of broken) progress(`${each.file}: ${each.run.problems.map(({ code }) => code).join(', ')}`);
    if (!model.plan || broken.length > 0) return 2;
    const covered = coverageOf(
      model,
      runs.map(({ run }) => run),
    );
    if (json) {
      out(JSON.stringify(covered));
      return 0;
    }
    const { ports, untaken, unreached, scenarios } = covered;
    const drawn = ports.filter((each) => each.drawn).length;
    out(
      {
        zh: `${scenarios} 个用例走过 ${drawn} 个出口和超时中的 ${drawn - untaken.length} 个`,
        en: `${scenarios} scenarios took ${drawn - untaken.length} of ${drawn} ports and time-outs`,
      }[locale],
    );
    const rows = untaken.map(({ node, port, timeout }) => [
      timeout ? { zh: '超时', en: 'time-out' }[locale] : { zh: '出口', en: 'port' }[locale],
      `${node}.${port}`,
      portWords(model, node, port, locale),
    ]);
    for (const line of columns([...rows, ...unreached.map((node) => [{ zh: '节点', en: 'node' }[locale], node])])) {
      out(`  ${line}`);
    }
    return 0;
  },
});
