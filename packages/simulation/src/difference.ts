import { type EpochMs, fillIn, type Words, type ZoneTable } from '@suivi/schema';
import type { Scenario } from './scenario.ts';
import type { Unused } from './unused.ts';

/** Where a run differs from what its scenario expects. Codes are stable. */
export const DIFFERENCES = {
  NOT_ENTERED: { zh: '没有入组：触发条件不满足', en: 'Nobody entered: the trigger does not take this' },
  ENTERED: { zh: '应当不入组，实际入组了', en: 'Nobody should have entered, but the trigger took it' },
  STEP_MISSING: { zh: '应到 {node}，没有到', en: 'Expected {node}, which was not reached' },
  STEP_UNEXPECTED: { zh: '多走了 {node}（{actual}）', en: 'Came to {node} ({actual}), which was not expected' },
  PORT_DIFFERS: {
    zh: '{node}：应走出口 {expected}，实际走了 {actual}',
    en: '{node}: expected port {expected}, took {actual}',
  },
  TIME_DIFFERS: {
    zh: '{node}：应在 {expected}，实际在 {actual}',
    en: '{node}: expected at {expected}, was at {actual}',
  },
  NOT_PASSED: { zh: '应按顺序经过 {node}，没有经过', en: 'Expected to pass {node} in this order, which it did not' },
  TEXT_MISSING: { zh: '应收到“{text}”，没有收到', en: 'Expected the text “{text}”, which the patient did not get' },
  TEXT_UNEXPECTED: {
    zh: '多收到 {node}（{actual}）的“{text}”',
    en: 'The patient got “{text}” of {node} ({actual}), which was not expected',
  },
  TEXT_TIME_DIFFERS: {
    zh: '“{text}”：应在 {expected}，实际在 {actual}',
    en: '“{text}”: expected at {expected}, was at {actual}',
  },
  OUTCOME_DIFFERS: {
    zh: '结局应为“{expected}”，实际为“{actual}”',
    en: 'Expected the end “{expected}”, was “{actual}”',
  },
  STATE_DIFFERS: { zh: '状态应为 {expected}，实际为 {actual}', en: 'Expected the state {expected}, was {actual}' },
  ENDED_DIFFERS: { zh: '应在 {expected} 结束，实际在 {actual}', en: 'Expected to end at {expected}, was {actual}' },
  STANDS_ELSEWHERE: {
    zh: '最后应停在 {expected}，实际停在 {actual}',
    en: 'Expected to stand at {expected}, stands at {actual}',
  },
  NEVER_NODE: { zh: '不该到 {node}，却在 {actual} 到了', en: '{node} must never be reached, but was at {actual}' },
  NEVER_PORT: { zh: '不该走 {port}，却在 {actual} 走了', en: '{port} must never be taken, but was at {actual}' },
  NEVER_TEXT: {
    zh: '不该收到含“{text}”的消息，却在 {actual} 收到了（{node}）',
    en: 'No text with “{text}” must reach the patient, but one did at {actual} ({node})',
  },
  NOT_REACHED: {
    zh: '用例里的这件事没有发生：没有走到 {node}',
    en: 'This did not happen: {node} was not reached',
  },
  OUTCOME_UNUSED: { zh: '给 {node} 的结果没有用上', en: 'The outcome given to {node} was never needed' },
  COMMAND_REFUSED: { zh: '指令 {op} 被拒绝（{reason}）', en: 'The command {op} was refused ({reason})' },
} as const satisfies Record<string, Words>;

export type DifferenceCode = keyof typeof DIFFERENCES;

export interface Difference {
  code: DifferenceCode;
  params: Record<string, string>;
  line?: number;
}

export function differenceWords({ code, params }: Difference): Words {
  const words: Words = DIFFERENCES[code];
  return { zh: fillIn(words.zh, params), en: fillIn(words.en, params) };
}

export interface Comparing {
  scenario: Scenario;
  entry: EpochMs;
  zone: ZoneTable;
  lineOf(path: readonly PropertyKey[]): number | undefined;
  unused: readonly Unused[];
}

export type Report = (code: DifferenceCode, params: Record<string, string>, path: readonly PropertyKey[]) => void;
