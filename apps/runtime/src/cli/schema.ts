import { journeySchema } from '@suivi/compiler';
import type { Words } from '@suivi/schema';
import { scenarioSchema } from '@suivi/simulation';
import { journeyCommand } from './journey-command.ts';

const HELP: Words = {
  zh: `用法：npx suivi schema [--scenario]

打印旅程文件的 JSON Schema（编辑器可据此补全和检查）。

  --scenario  改为打印用例文件的 JSON Schema`,
  en: `Usage: npx suivi schema [--scenario]

Prints the JSON Schema of journey files, by which editors complete and check them.

  --scenario  that of scenario files instead`,
};

export const schema = journeyCommand({
  help: HELP,
  files: 0,
  flags: { scenario: { type: 'boolean', default: false } },
  run: async ({ flags, output: { out } }) => {
    out(JSON.stringify(flags.scenario ? scenarioSchema() : journeySchema(), null, 2));
    return 0;
  },
});
