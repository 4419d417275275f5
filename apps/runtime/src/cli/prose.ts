import { sopOf, sopText } from '@suivi/compiler';
import type { Words } from '@suivi/schema';
import { readModel } from './files.ts';
import { journeyCommand } from './journey-command.ts';

const HELP: Words = {
  zh: `用法：npx suivi prose 旅程文件 [--json] [--lang zh|en]

把旅程写成编号的 SOP 文本（Markdown），供医生阅读和签署。`,
  en: `Usage: npx suivi prose JOURNEY [--json] [--lang zh|en]

Writes the journey as numbered text (Markdown) that a doctor can read and sign.`,
};

export const prose = journeyCommand({
  help: HELP,
  files: 1,
  flags: {},
  run: async ({ files: [file = ''], json, output }) => {
    const { out, locale } = output;
    const sop = sopOf((await readModel(file, output)).journey, locale);
    out(json ? JSON.stringify(sop) : sopText(sop).trimEnd());
    return 0;
  },
});
