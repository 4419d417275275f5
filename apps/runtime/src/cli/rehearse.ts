import { lengthWords } from '@suivi/nodes';
import { type Locale, MINUTE, type Words } from '@suivi/schema';
import {
  compareRehearsals,
  type Model,
  QUOTA,
  type Rehearsal,
  type RehearsalComparison,
  type RehearsalOptions,
  rehearse,
  rehearseBoth,
} from '@suivi/simulation';
import { CliError } from './cli-error.ts';
import { columns } from './columns.ts';
import { readModel } from './files.ts';
import { journeyCommand, type Output } from './journey-command.ts';
import { wholeNumber } from './read-flags.ts';

const HELP: Words = {
  zh: `用法：npx suivi rehearse 旅程文件 [选项]

让许多虚构患者走完几个月（虚拟时钟，不发送任何消息）：每天的发送量、待办与每人负荷、超出触达上限、没人走过的出口、到每个节点的时间。患者的行为是假定的默认值，不是测量值。同一个种子得到同样的结果。

  --patients N          患者数，默认 1000
  --months N            月数，默认 6
  --seed N              种子，默认 1
  --against OTHER       另一个版本的旅程，用同样的患者，并排比较
  --staff nurses=3,…    每个小组的人数，默认 1
  --quota N             每位患者 7 天内最多几次触达，默认 3（安全类不计）
  --from 2026-01-05     第一天，默认 2026-01-05
  --json                标准输出只有一个 JSON
  --lang zh|en          语言，默认按系统
  --help                显示本说明`,
  en: `Usage: npx suivi rehearse JOURNEY [options]

Sends many made-up patients through some months (virtual clock, nothing is sent): sends per day, to-dos and load per person, breaches of the quota of touches, ports that nobody takes, time to each node. How patients behave is assumed, not measured. The same seed gives the same result.

  --patients N          how many, default 1000
  --months N            how long, default 6
  --seed N              default 1
  --against OTHER       another version of the journey with the same patients, side by side
  --staff nurses=3,…    people in each staff group, default 1
  --quota N             touches that a patient may get in 7 days, default 3 (safety does not count)
  --from 2026-01-05     the first day, default 2026-01-05
  --json                one JSON on standard output and nothing else
  --lang zh|en          language, by default the system's
  --help                show this text`,
};

export const rehearseCommand = journeyCommand({
  help: HELP,
  files: 1,
  flags: {
    patients: { type: 'string', default: '1000' },
    months: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    against: { type: 'string' },
    staff: { type: 'string' },
    quota: { type: 'string', default: String(QUOTA.touches) },
    from: { type: 'string', default: '2026-01-05' },
  },
  run: async ({ files: [file = ''], flags, json, output }) => {
    const { out, locale } = output;
    const options: RehearsalOptions = {
      patients: wholeNumber('patients', flags.patients ?? '', 1, 1_000_000),
      months: wholeNumber('months', flags.months ?? '', 1, 120),
      seed: wholeNumber('seed', flags.seed ?? '', 0, 999_999_999),
      quota: { ...QUOTA, touches: wholeNumber('quota', flags.quota ?? '', 0, 1_000) },
      staff: staffIn(flags.staff ?? ''),
      from: dayIn(flags.from ?? ''),
    };
    const model = await soundModel(file, output);
    if (flags.against === undefined) {
      const rehearsal = rehearse(model, options);
      if (json) out(JSON.stringify(rehearsal));
      else for (const line of told(rehearsal, locale)) out(line);
      return 0;
    }
    const [before, after] = rehearseBoth(model, await soundModel(flags.against, output), options);
    const comparison = compareRehearsals(before, after);
    if (json) out(JSON.stringify({ before, after, comparison }));
    else for (const line of sideBySide(comparison, locale)) out(line);
    return 0;
  },
});

async function soundModel(file: string, output: Output): Promise<Model> {
  const model = await readModel(file, output);
  if (model.plan) return model;
  throw new CliError(
    {
      zh: `${file} 有错误，不能预演；npx suivi validate 会列出。`,
      en: `${file} has errors and cannot be rehearsed; npx suivi validate lists them.`,
    },
    2,
    { code: 'JOURNEY_HAS_ERRORS' },
  );
}

function dayIn(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)) return text;
  throw new CliError(
    {
      zh: `--from 需要 2026-01-05 这样的日期，收到的是“${text}”。`,
      en: `--from needs a date like 2026-01-05, not “${text}”.`,
    },
    2,
    { code: 'FLAG_INVALID' },
  );
}

function staffIn(text: string): Record<string, number> {
  if (text === '') return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [group = '', people = ''] = part.split('=').map((each) => each.trim());
      return [group, wholeNumber('staff', people, 1, 10_000)];
    }),
  );
}

const WORDS = {
  zh: {
    head: (r: Rehearsal) => `${r.patients} 位虚构患者，${r.from} 起 ${r.months} 个月，种子 ${r.seed}`,
    sends: '发送',
    busiest: '最忙的一天',
    todos: '待办',
    quota: (r: Rehearsal) => `超出 ${r.quota.days} 天 ${r.quota.touches} 次`,
    over: (r: Rehearsal) => `${r.quota.breaches} 次，${r.quota.patients} 位患者`,
    staff: (people: number) => `每人每天新待办（${people} 人）p50 / p95 / 最多`,
    ends: '结局',
    dead: '没人走过',
    times: '到节点的时间（人数，p5 / p50 / p95）',
    none: '无',
    before: '旧',
    after: '新',
    deadIn: (version: string) => `没人走过（${version}）`,
    breaches: '超出触达上限',
    patientsOver: '超出上限的患者',
    load: (group: string) => `${group}：每人每天新待办 p95`,
    time: (node: string) => `到 ${node} 的时间 p50`,
    end: (outcome: string) => `结局：${outcome}`,
  },
  en: {
    head: (r: Rehearsal) => `${r.patients} made-up patients, ${r.months} months from ${r.from}, seed ${r.seed}`,
    sends: 'Sends',
    busiest: 'Busiest day',
    todos: 'To-dos',
    quota: (r: Rehearsal) => `More than ${r.quota.touches} in ${r.quota.days} days`,
    over: (r: Rehearsal) => `${r.quota.breaches} sends, ${r.quota.patients} patients`,
    staff: (people: number) => `new to-dos per person and day (${people}), p50 / p95 / most`,
    ends: 'Ends',
    dead: 'Never taken',
    times: 'Time to node (patients, p5 / p50 / p95)',
    none: 'none',
    before: 'before',
    after: 'after',
    deadIn: (version: string) => `Never taken (${version})`,
    breaches: 'Sends over the quota',
    patientsOver: 'Patients over the quota',
    load: (group: string) => `${group}: new to-dos per person and day, p95`,
    time: (node: string) => `Time to ${node}, p50`,
    end: (outcome: string) => `End: ${outcome}`,
  },
};

function told(rehearsal: Rehearsal, locale: Locale): string[] {
  const say = WORDS[locale];
  const { busiest, staff, ends, dead, unreached, timeToNode } = rehearsal;
  return [
    say.head(rehearsal),
    ...columns([
      [say.sends, String(rehearsal.sends)],
      [say.busiest, busiest ? `${busiest.date}  ${busiest.sends}` : say.none],
      [say.quota(rehearsal), say.over(rehearsal)],
      [say.todos, String(rehearsal.todos)],
    ]),
    ...columns(
      staff.map(({ group, people, perPersonPerDay: { p50, p95, max } }) => [
        `  ${group}`,
        say.staff(people),
        `${p50} / ${p95} / ${max}`,
      ]),
    ),
    say.ends,
    ...columns(Object.entries(ends).map(([outcome, count]) => [`  ${outcome}`, String(count)])),
    `${say.dead}: ${[...unreached, ...dead.map(({ node, port }) => `${node}.${port}`)].join(', ') || say.none}`,
    say.times,
    ...columns(
      [...timeToNode]
        .sort((a, b) => a.p50 - b.p50)
        .map(({ node, patients, p5, p50, p95 }) => [
          `  ${node}`,
          String(patients),
          [p5, p50, p95].map((length) => short(length, locale)).join(' / '),
        ]),
    ),
  ];
}

function sideBySide(comparison: RehearsalComparison, locale: Locale): string[] {
  const say = WORDS[locale];
  const { sends, todos, busiestDay, quotaBreaches, patientsOverQuota, staff, ends, timeToNode } = comparison;
  const row = (label: string, { before, after }: { before: number; after: number }): string[] => [
    label,
    String(before),
    String(after),
  ];
  return [
    ...columns([
      ['', say.before, say.after],
      row(say.sends, sends),
      row(say.busiest, busiestDay),
      row(say.breaches, quotaBreaches),
      row(say.patientsOver, patientsOverQuota),
      row(say.todos, todos),
      ...staff.map((each) => row(say.load(each.group), each)),
      ...ends.map((each) => row(say.end(each.outcome), each)),
      ...timeToNode.map(({ node, before, after }) => [say.time(node), short(before, locale), short(after, locale)]),
    ]),
    `${say.deadIn(say.before)}: ${comparison.deadBefore.join(', ') || say.none}`,
    `${say.deadIn(say.after)}: ${comparison.deadAfter.join(', ') || say.none}`,
  ];
}

/** To the minute: nobody plans staff by seconds. */
const short = (length: number, locale: Locale): string =>
  lengthWords(Math.round(length / MINUTE) * MINUTE, locale) || '0';
