import { diffJourneys, diffProse, migrationProse, proposeMigration } from '@suivi/compiler';
import type { Words } from '@suivi/schema';
import { readModel } from './files.ts';
import { journeyCommand } from './journey-command.ts';

const HELP: Words = {
  zh: `用法：npx suivi diff 旧旅程 新旅程 [--migration] [--json] [--lang zh|en]

按意思比较两个版本：新增、删除、改动的节点与连线，位置不算。

  --migration  另外建议旧版本上的人到新版本的哪一步`,
  en: `Usage: npx suivi diff OLD NEW [--migration] [--json] [--lang zh|en]

Compares two versions by meaning: nodes and wires that are new, gone or changed; positions do not count.

  --migration  propose as well where people of the old version go in the new one`,
};

export const diff = journeyCommand({
  help: HELP,
  files: 2,
  flags: { migration: { type: 'boolean', default: false } },
  run: async ({ files: [from = '', to = ''], flags, json, output }) => {
    const { out, locale } = output;
    const [{ journey: before }, { journey: after }] = [await readModel(from, output), await readModel(to, output)];
    const found = diffJourneys(before, after);
    const migration = flags.migration ? proposeMigration(before, after) : undefined;
    if (json) {
      out(JSON.stringify({ ...found, ...(migration ? { migration } : {}) }));
      return 0;
    }
    for (const line of diffProse(found, locale)) out(line);
    if (migration) for (const line of migrationProse(migration, locale)) out(line);
    return 0;
  },
});
