import { fillIn, type Locale, type Words } from '@suivi/schema';

/** What is wrong with a scenario file itself: then nothing is run. Codes are stable. */
export const PROBLEMS = {
  SCENARIO_NOT_YAML: { zh: '不是有效的 YAML 或 JSON：{reason}', en: 'This is neither YAML nor JSON: {reason}' },
  SCENARIO_FORMAT_UNKNOWN: {
    zh: '需要 v: suivi.scenario/1，写的是“{format}”',
    en: 'A scenario begins with v: suivi.scenario/1, not “{format}”',
  },
  SCENARIO_KEY_UNKNOWN: {
    zh: '“{key}” 不是用例的字段；这里可以写：{known}',
    en: '“{key}” is no key of a scenario; here one may write: {known}',
  },
  SCENARIO_VALUE_INVALID: { zh: '“{key}” 的值无效：{reason}', en: 'The value of “{key}” is not valid: {reason}' },
  SCENARIO_STEP_INVALID: {
    zh: '“{step}” 不是一步；可以写 ask、ask.next、ask.next @ +3d 10:00',
    en: '“{step}” is no step; write ask, ask.next or ask.next @ +3d 10:00',
  },
  SCENARIO_LENGTH_INVALID: {
    zh: '“{length}” 不是时长；可以写 PT30M、PT2H、P3D',
    en: '“{length}” is no length of time; write PT30M, PT2H or P3D',
  },
  SCENARIO_ENTRY_TIME_MISSING: {
    zh: '缺少入组时间：entry 里写 at: 2026-03-02 09:10',
    en: 'The time of entry is missing: write at: 2026-03-02 09:10 in entry',
  },
  SCENARIO_TIME_INVALID: {
    zh: '“{time}” 不是时间；可以写 2026-03-02 09:10、+3d 10:00、+PT2H，或在相对时间后加 after 节点',
    en: '“{time}” is no time; write 2026-03-02 09:10, +3d 10:00 or +PT2H, a relative one also with “after NODE”',
  },
  SCENARIO_TIME_NEEDS_ENTRY: {
    zh: '“{time}” 不能用在这里：入组时间必须是 2026-03-02 09:10 这样的绝对时间',
    en: '“{time}” cannot stand here: the time of entry is absolute, like 2026-03-02 09:10',
  },
  SCENARIO_TIME_AFTER_HERE: {
    zh: '“{time}” 不能用在这里：after 只能写在 happens 里',
    en: '“{time}” cannot stand here: “after NODE” belongs into happens',
  },
  SCENARIO_ZONE_UNKNOWN: { zh: '没有时区“{zone}”', en: 'There is no time zone “{zone}”' },
  SCENARIO_NODE_UNKNOWN: { zh: '旅程里没有节点“{node}”', en: 'The journey has no node “{node}”' },
  SCENARIO_PORT_UNKNOWN: {
    zh: '节点“{node}”没有出口“{port}”；它的出口：{known}',
    en: 'Node “{node}” has no port “{port}”; its ports: {known}',
  },
  SCENARIO_OUTCOME_UNKNOWN: {
    zh: '节点“{node}”没有结果“{outcome}”；可以写：{known}',
    en: 'Node “{node}” has no outcome “{outcome}”; one may write: {known}',
  },
  SCENARIO_END_UNKNOWN: {
    zh: '旅程没有结局“{outcome}”；它的结局：{known}',
    en: 'The journey has no end “{outcome}”; its ends: {known}',
  },
  SCENARIO_NODE_DOES_NOTHING: {
    zh: '节点“{node}”不执行动作，没有结果可以指定',
    en: 'Node “{node}” performs nothing, so it has no outcome to set',
  },
  SCENARIO_AFTER_NOT_POSSIBLE: {
    zh: '节点“{node}”的结果“{outcome}”是立刻得到的，不能写 after',
    en: 'Outcome “{outcome}” of node “{node}” comes at once: “after” is not possible',
  },
  SCENARIO_EVENT_UNKNOWN: {
    zh: '没有事件“{event}”：旅程不等它，事件目录里也没有',
    en: 'There is no event “{event}”: neither the journey nor the catalogue knows it',
  },
  SCENARIO_COMMAND_UNKNOWN: {
    zh: '没有指令“{command}”；可以写：{known}',
    en: 'There is no command “{command}”; one may write: {known}',
  },
  SCENARIO_ENTRY_EVENT: {
    zh: '旅程由事件“{event}”触发，用例写的是“{given}”；要手工入组请写 by: hand',
    en: 'Patients enter by the event “{event}”, not by “{given}”; to enrol by hand write by: hand',
  },
  SCENARIO_ENTRY_DATE: {
    zh: '旅程不是日期触发，或示例患者没有日期字段“{field}”',
    en: 'The journey has no date trigger, or the persona has no date in “{field}”',
  },
  JOURNEY_HAS_ERRORS: {
    zh: '旅程有错误，不能运行：{reason}',
    en: 'The journey has errors and cannot run: {reason}',
  },
} as const satisfies Record<string, Words>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  code: ProblemCode;
  /** A part that is a sentence of ours comes in both languages. */
  params: Record<string, string | Words>;
  /** Line of the scenario file, from 1; absent where the scenario did not come from a text. */
  line?: number;
}

/** The sentence of a problem in both languages. */
export function problemWords({ code, params }: Problem): Words {
  const words: Words = PROBLEMS[code];
  const said = (locale: Locale) =>
    fillIn(
      words[locale],
      Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : value[locale]]),
      ),
    );
  return { zh: said('zh'), en: said('en') };
}
