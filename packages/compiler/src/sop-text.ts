import type { Journey, Locale } from '@suivi/schema';
import type { RuleKind } from './node-meaning.ts';
import { type Sop, type SopExit, type SopStep, sopOf } from './sop.ts';

/** A journey as numbered text that a doctor can read and sign, plain or as Markdown. Ends with a line break. */
export const journeyProse = (journey: Journey, locale: Locale): string => sopText(sopOf(journey, locale));

export function sopText(sop: Sop): string {
  const say = SAY[sop.locale];
  const section = (heading: string, intro: string, steps: readonly SopStep[]) =>
    steps.length === 0 ? [] : [[`## ${heading}`, ...(intro ? [intro] : []), '', ...steps.flatMap(stepLines(say))]];
  const paragraphs = [
    [`# ${oneLine(sop.title) || say.untitled}`],
    ...(sop.description ? [[sop.description]] : []),
    [say.zone(sop.zone)],
    ...section(say.steps, '', sop.steps),
    ...section(say.rules, say.rulesIntro, sop.rules),
    ...section(say.loose, say.looseIntro, sop.loose),
    ...(sop.promises.length > 0
      ? [[`## ${say.promises}`, '', ...sop.promises.map((title) => `- ${oneLine(title)}`)]]
      : []),
  ];
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const stepLines =
  (say: Say) =>
  (step: SopStep): string[] => {
    const indent = ' '.repeat(String(step.number).length + 2);
    const below = [
      ...step.texts.flatMap((text) => [say.text, ...text.split('\n').map((line) => `> ${line}`.trimEnd())]),
      ...step.details.map(({ label, says, text }) => `- ${say.detail(label, text ? say.quote(says) : says)}`),
      ...(step.rule ? [`- ${say.rule[step.rule]}`] : []),
      ...step.exits.map((exit) => `- ${say.exit(exit, step.number)}`),
      ...(step.ends ? [`- ${say.ends[step.ends]}`] : []),
    ];
    return [
      `${step.number}. ${heading(step, say)}`,
      ...below.map((line) => `${indent}${line.replaceAll('\n', `\n${indent}  `)}`),
    ];
  };

function heading({ name, title, summary }: SopStep, say: Say): string {
  const called = name.startsWith(title) ? name : say.typed(name, title);
  return oneLine(summary ? say.detail(called, summary) : called);
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

interface Say {
  untitled: string;
  zone(zone: string): string;
  steps: string;
  rules: string;
  rulesIntro: string;
  loose: string;
  looseIntro: string;
  promises: string;
  text: string;
  typed(name: string, title: string): string;
  detail(label: string, says: string): string;
  quote(text: string): string;
  /** One way out of the step of this number. */
  exit(exit: SopExit, from: number): string;
  rule: Record<RuleKind, string>;
  ends: Record<NonNullable<SopStep['ends']>, string>;
}

const SAY: Record<Locale, Say> = {
  zh: {
    untitled: '未命名旅程',
    zone: (zone) => `时区：${zone}（患者没有自己的时区时）`,
    steps: '步骤',
    rules: '全程有效的规则',
    rulesIntro: '患者无论停在哪一步，下面的规则都有效。',
    loose: '没有连上的步骤',
    looseIntro: '没有连线通到这里，患者到不了。',
    promises: '服务承诺',
    text: '患者收到：',
    typed: (name, title) => `${name}（${title}）`,
    detail: (label, says) => `${label}：${says}`,
    quote: (text) => `「${text}」`,
    exit: ({ label, by, to, as }, from) => {
      const back = to.length > 0 && to.every((number) => number <= from);
      const drawn = `${back ? '回到' : '到'}第 ${to.join('、')} 步`;
      const there = to.length > 0 ? drawn : as === undefined ? '还没有连线' : `与「${as}」相同`;
      if (by === 'only') return to.length > 0 && !back ? `接着${there}` : there;
      return `${{ case: '如果', lot: '分到', track: '同时走' }[by]}「${label}」，${there}`;
    },
    rule: {
      exit: '患者立刻离开原来的步骤并出组',
      guard: '患者留在原来的步骤，另外走完这一段',
      goal: '患者离开原来的步骤，从这里往下走',
    },
    ends: { journey: '旅程在这里结束', track: '这一段在这里结束，患者原来的步骤不变' },
  },
  en: {
    untitled: 'Untitled journey',
    zone: (zone) => `Time zone: ${zone} (where the patient has none of their own)`,
    steps: 'Steps',
    rules: 'Rules for the whole journey',
    rulesIntro: 'These hold wherever the patient waits.',
    loose: 'Steps that nothing leads to',
    looseIntro: 'No wire leads here, so no patient gets here.',
    promises: 'Promises',
    text: 'The patient gets:',
    typed: (name, title) => `${name} (${title})`,
    detail: (label, says) => `${label}: ${says}`,
    quote: (text) => `“${text}”`,
    exit: ({ label, by, to, as }, from) => {
      const back = to.every((number) => number <= from) ? 'go back to' : 'go to';
      const drawn = `${back} ${to.length > 1 ? 'steps' : 'step'} ${to.join(' and ')}`;
      const there = to.length > 0 ? drawn : as === undefined ? 'not connected yet' : `as for “${as}”`;
      if (by === 'only') return to.length > 0 ? `Then ${there}` : there;
      return `${{ case: 'If', lot: 'By lot', track: 'At the same time' }[by]} “${label}”, ${there}`;
    },
    rule: {
      exit: 'The patient leaves their step and the journey at once',
      guard: 'The patient stays at their step and takes this track beside it',
      goal: 'The patient leaves their step and goes on from here',
    },
    ends: { journey: 'The journey ends here', track: 'This track ends here; the patient’s own step stays as it is' },
  },
};
