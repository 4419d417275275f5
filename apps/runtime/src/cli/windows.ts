import { type Bound, timeWindows } from '@suivi/compiler';
import { lengthWords } from '@suivi/nodes';
import { DAY, type Locale, type Words } from '@suivi/schema';
import { columns } from './columns.ts';
import { readModel } from './files.ts';
import { journeyCommand } from './journey-command.ts';

const HELP: Words = {
  zh: `用法：npx suivi windows 旅程文件 [--json] [--lang zh|en]

每个节点最早、最晚什么时候到：从入组算起，以及当地日期与时间（D0 为入组当天）。`,
  en: `Usage: npx suivi windows JOURNEY [--json] [--lang zh|en]

When each node can be reached, earliest and latest: since entry, and on the patient's clock (D0 is the day of entry).`,
};

export const windows = journeyCommand({
  help: HELP,
  files: 1,
  flags: {},
  run: async ({ files: [file = ''], json, output }) => {
    const { out, locale } = output;
    const model = await readModel(file, output);
    const found = timeWindows(model.plan ?? model.journey);
    if (json) {
      out(JSON.stringify(found));
      return 0;
    }
    const head = { zh: ['节点', '最早', '最晚', '当地'], en: ['Node', 'Earliest', 'Latest', 'Local'] }[locale];
    const rows = Object.entries(found).map(([node, { earliest, latest, clock }]) => [
      node,
      length(earliest, locale),
      length(latest, locale),
      `${onClock(clock.earliest)} – ${onClock(clock.latest)}`,
    ]);
    for (const line of columns([head, ...rows])) out(line);
    return 0;
  },
});

const length = (bound: Bound, locale: Locale): string =>
  typeof bound === 'number' ? lengthWords(bound, locale) || '0' : '∞';

/** `D3 10:00` */
function onClock(bound: Bound): string {
  if (typeof bound !== 'number') return '∞';
  const day = Math.floor(bound / DAY);
  const minutes = Math.floor((bound - day * DAY) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `D${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
