import { readFlags } from '../cli/read-flags.ts';
import { FeedError } from './feed-error.ts';

export interface FeedFlags {
  folder: string;
  /** Real milliseconds that a day of the diary takes; only the driver does without. */
  dayMs?: number;
  patients?: string[];
  days?: number;
  file?: string;
  outcomes?: string;
  simulate: boolean;
  json: boolean;
  url: string;
  key?: string;
}

const OPTIONS = {
  day: { type: 'string' },
  patients: { type: 'string' },
  days: { type: 'string' },
  file: { type: 'string' },
  outcomes: { type: 'string' },
  simulate: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  url: { type: 'string', default: 'http://127.0.0.1:4400' },
  key: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const DAY_MS = 86_400_000;
const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };

/** @returns undefined where help is asked for. @throws FeedError for a flag that is wrong. */
export function parseFeedFlags(argv: readonly string[], env: NodeJS.ProcessEnv): FeedFlags | undefined {
  const { values, positionals } = readFlags(argv, OPTIONS);
  if (values.help) return undefined;
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw new FeedError({
      zh: '需要一个文件夹，例如 examples/glucose-camp；--help 会列出所有选项。',
      en: 'Name one folder, like examples/glucose-camp; --help lists the options.',
    });
  }
  const dayMs = values.day === undefined ? undefined : realDay(values.day);
  if (dayMs === undefined && !values.simulate) {
    throw new FeedError({
      zh: '需要 --day（一天用多长真实时间，例如 20s）或 --simulate。',
      en: 'Give --day (how much real time a day takes, like 20s) or --simulate.',
    });
  }
  const key = values.key ?? env.SUIVI_API_KEY;
  return {
    folder,
    ...(dayMs === undefined ? {} : { dayMs }),
    ...(values.patients === undefined ? {} : { patients: labelsIn(values.patients) }),
    ...(values.days === undefined ? {} : { days: daysIn(values.days) }),
    ...(values.file === undefined ? {} : { file: values.file }),
    ...(values.outcomes === undefined ? {} : { outcomes: values.outcomes }),
    simulate: values.simulate,
    json: values.json,
    url: values.url.replace(/\/+$/, ''),
    ...(key ? { key } : {}),
  };
}

/** `20s`, `500ms`, `2m`, `1h`: no longer than a day, since a trial's clock is never slower than the real one. */
function realDay(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)$/.exec(text) ?? [];
  const millis = Number(amount) * (UNITS[unit] ?? 0);
  if (millis > 0 && millis <= DAY_MS) return millis;
  throw new FeedError({
    zh: `--day 需要 20s、500ms、2m 这样的时长（不超过 24h），收到的是“${text}”。`,
    en: `--day needs a length of time like 20s, 500ms or 2m (at most 24h), not "${text}".`,
  });
}

function daysIn(text: string): number {
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= 400) return days;
  throw new FeedError({
    zh: `--days 需要 1 到 400 之间的整数，收到的是“${text}”。`,
    en: `--days needs a whole number from 1 to 400, not "${text}".`,
  });
}

function labelsIn(text: string): string[] {
  const labels = text.split(',').map((label) => label.trim());
  if (labels.every((label) => label !== '')) return labels;
  throw new FeedError({
    zh: '--patients 需要用逗号分隔的标签，例如 p01,p02。',
    en: '--patients needs labels with commas between them, like p01,p02.',
  });
}

export const FEED_HELP = {
  zh: `用法：npx suivi feed 文件夹 --day 20s [选项]

读取文件夹里的日记，报告每一行坏记录，新建一次试验，把好的记录按时间发给运行中的 Suivi。

  --day 20s           一天用多长真实时间（20s、500ms、2m）
  --days N            只发送每位患者的前 N 天，默认见 feed.json
  --patients p01,p02  只要这些患者
  --file OTHER.csv    读另一份同样格式的日记
  --outcomes FILE     按文件处理待办（格式见文件夹里的 README）
  --simulate          不用服务器，由引擎自己在几秒内走完
  --json              标准输出只有一个 JSON
  --url URL           默认 http://127.0.0.1:4400
  --key KEY           接口密钥，也可用环境变量 SUIVI_API_KEY；本机示例环境可以不给
  --help              显示本说明`,
  en: `Usage: npx suivi feed FOLDER --day 20s [options]

Reads the diary in the folder, reports every bad row, makes a new trial and sends the good rows to the running Suivi.

  --day 20s           how much real time a day takes (20s, 500ms, 2m)
  --days N            only the first N days of each patient; feed.json says how many by default
  --patients p01,p02  only these patients
  --file OTHER.csv    another diary of the same form
  --outcomes FILE     close to-dos as the file says (its form: README in the folder)
  --simulate          no server: the engine alone does it in seconds
  --json              one JSON on standard output and nothing else
  --url URL           default http://127.0.0.1:4400
  --key KEY           API key, also from SUIVI_API_KEY; not needed for the demo on this machine
  --help              show this text`,
};
