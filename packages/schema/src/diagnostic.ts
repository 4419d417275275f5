import type { DraftCommand } from './draft-command.ts';
import type { Locale, Words } from './text.ts';

/**
 * What the compiler finds. A diagnostic is a code with parameters, never a stored sentence: the same finding
 * reads in both languages, and a code can be looked up in the help.
 */
export interface Diagnostic {
  code: DiagnosticCode;
  severity: 'error' | 'warning';
  /** The node to go to; absent when the finding is about the whole journey. */
  node?: string;
  /** The config field, where there is one: `text`, `timeout.after`. */
  field?: string;
  params: DiagnosticParams;
  /** A change of the draft that mends it, where there is one to offer. */
  fix?: Fix;
}

/** Applied by machine once a person has chosen it: the label says exactly what it does. */
export interface Fix {
  label: Words;
  commands: DraftCommand[];
}

/** A parameter that is a label of ours (a field, a port) comes in both languages. */
export type DiagnosticParams = Record<string, string | number | Words>;

interface Entry {
  /** What is wrong, with {params}. */
  says: Words;
  /** What to do about it. */
  fix: Words;
}

export const DIAGNOSTICS = {
  TRIGGER_MISSING: {
    says: { zh: '旅程没有触发节点，患者无法进入', en: 'The journey has no trigger, so nobody can enter' },
    fix: { zh: '从左侧拖入一个触发节点', en: 'Drag a trigger from the palette' },
  },
  TRIGGER_SEVERAL: {
    says: { zh: '旅程有 {count} 个触发节点，只能有一个', en: 'The journey has {count} triggers; it may have one' },
    fix: { zh: '保留一个，删除其余触发节点', en: 'Keep one and delete the others' },
  },
  EXIT_MISSING: {
    says: { zh: '旅程没有结束节点', en: 'The journey has no exit' },
    fix: { zh: '从左侧拖入结束节点并连上', en: 'Drag an exit from the palette and connect it' },
  },
  NODE_UNREACHABLE: {
    says: { zh: '没有连线通到这里，患者到不了', en: 'No wire leads here, so no patient can reach it' },
    fix: { zh: '从前一步连线过来，或删除此节点', en: 'Connect it from the step before, or delete it' },
  },
  PORT_OPEN: {
    says: { zh: '出口「{port}」没有连线', en: 'Port “{port}” leads nowhere' },
    fix: { zh: '把出口「{port}」连到下一步', en: 'Connect port “{port}” to the next step' },
  },
  PORT_TWICE: {
    says: { zh: '出口「{port}」连了 {count} 条线，只能连一条', en: 'Port “{port}” has {count} wires; it may have one' },
    fix: { zh: '删除多余的连线', en: 'Delete the extra wires' },
  },
  PORT_UNKNOWN: {
    says: { zh: '有连线从不存在的出口「{port}」出发', en: 'A wire starts at port “{port}”, which does not exist' },
    fix: { zh: '删除这条连线，重新连接', en: 'Delete this wire and connect it again' },
  },
  WIRE_DANGLING: {
    says: { zh: '有连线指向不存在的节点', en: 'A wire leads to a node that does not exist' },
    fix: { zh: '删除这条连线', en: 'Delete this wire' },
  },
  WIRE_INTO_TRIGGER: {
    says: { zh: '连线不能进入触发节点', en: 'A wire cannot lead into a trigger' },
    fix: { zh: '把连线改接到触发之后的节点', en: 'Lead the wire to a node after the trigger' },
  },
  CYCLE_WITHOUT_WAIT: {
    says: {
      zh: '这里有一个没有等待的循环，患者会无休止地转圈',
      en: 'These nodes form a loop without a wait; a patient would spin for ever',
    },
    fix: { zh: '在循环里加入一个等待，或断开循环', en: 'Put a wait into the loop, or open it' },
  },
  REPEAT_WITHOUT_WAIT: {
    says: {
      zh: '这个重复中间没有等待，会连走 {steps} 步，超过 {limit} 步就会被暂缓',
      en: 'This repeat has no wait inside and would take {steps} steps at once; a run is held after {limit}',
    },
    fix: { zh: '在循环里加入一个等待，或减少次数', en: 'Put a wait into the loop, or repeat less often' },
  },
  DEAD_END: {
    says: { zh: '从这里走不到任何结束节点', en: 'No exit can be reached from here' },
    fix: { zh: '从这一段连一条线到结束节点', en: 'Lead a wire from here to an exit' },
  },
  JOIN_WITHOUT_FORK: {
    says: {
      zh: '没有并行的线通到这里，没有什么可汇合',
      en: 'No parallel tracks lead here, so there is nothing to join',
    },
    fix: { zh: '在前面加「并行」，或删除这个汇合', en: 'Put a fork before it, or remove the join' },
  },
  FORK_TRACK_ENDLESS: {
    says: {
      zh: '并行的线「{port}」既不汇合也不结束，其他线会一直等它',
      en: 'Track “{port}” neither joins nor ends; the others would wait for it for ever',
    },
    fix: { zh: '把这条线连到汇合或结束', en: 'Lead the track to the join or to an end' },
  },
  TRACKS_RACE: {
    says: {
      zh: '并行的另一条线（{other}）也会写「{field}」，谁后写就是谁的值',
      en: 'A parallel track ({other}) writes “{field}” too; whichever comes last wins',
    },
    fix: { zh: '只在一条线里写，或在汇合之后再写', en: 'Write it in one track only, or after the join' },
  },
  TRACKS_RACE_READ: {
    says: {
      zh: '这里要看「{field}」，而并行的另一条线（{other}）正在写它',
      en: 'This looks at “{field}” while a parallel track ({other}) writes it',
    },
    fix: { zh: '等汇合之后再看', en: 'Look at it after the join' },
  },
  SEND_WITHOUT_TEXT: {
    says: {
      zh: '这一步会发消息，却没有可审核的正文',
      en: 'This step sends a message but declares no text that could be approved',
    },
    fix: { zh: '升级提供该节点的扩展包', en: 'Mend the pack that brings the node: it has to declare the patient text' },
  },
  SEND_WITHOUT_PURPOSE: {
    says: {
      zh: '这一步会发消息，却没有性质，无法核对患者同意',
      en: 'This step sends a message without a class, so no consent can be checked',
    },
    fix: { zh: '选择消息性质', en: 'Choose the class of the message' },
  },
  SEND_WITHOUT_EXPIRY: {
    says: {
      zh: '这一步会发消息，却没有过期时间，可能迟到很久才发出',
      en: 'This step sends a message that never expires and might leave days late',
    },
    fix: { zh: '填写「过期不发」', en: 'Say until when it may be sent' },
  },
  PROMOTION_ON_PRESCRIPTION: {
    says: {
      zh: '只有用处方药的患者会走到这条推广消息（{cause}），处方药不得推广',
      en: 'Only patients with a prescription drug come to this promotion ({cause}), which must not be promoted',
    },
    fix: { zh: '改成其他性质，或删除这条消息', en: 'Change its class, or remove the message' },
  },
  PROMOTION_UNCHECKED: {
    says: {
      zh: '用处方药的患者（{field}）也可能走到这条推广消息',
      en: 'A patient with a prescription drug ({field} = yes) may come to this promotion',
    },
    fix: {
      zh: '在前面加一个条件分支，只让「{field}」为否的患者通过',
      en: 'Put a branch before it that lets only patients without a prescription drug pass ({field} = no)',
    },
  },
  CALENDAR_UNKNOWN: {
    says: { zh: '没有工作日历「{calendar}」', en: 'There is no work-day calendar “{calendar}”' },
    fix: { zh: '换一个工作日历，或请管理员补充', en: 'Choose another calendar, or ask an administrator to add it' },
  },
  CALENDAR_YEAR_BEYOND: {
    says: {
      zh: '今天入组的患者走到这里已是 {year} 年，「{calendar}」还没有这一年的节假日',
      en: 'Whoever enters today comes here in {year}, for which “{calendar}” has no holidays yet',
    },
    fix: { zh: '请管理员补充 {year} 年的工作日历', en: 'Ask an administrator to add the year {year}' },
  },
  CALENDAR_YEAR_MAYBE: {
    says: {
      zh: '今天入组的患者可能在 {year} 年走到这里，「{calendar}」还没有这一年；到时会暂缓',
      en: 'Whoever enters today may come here in {year}, which “{calendar}” lacks; they would be held',
    },
    fix: { zh: '在那之前补充 {year} 年的工作日历', en: 'Have the year {year} added before then' },
  },
  JOURNEY_CALLS_ITSELF: {
    says: { zh: '旅程会调用自己（{journeys}），永远没有完', en: 'The journey calls itself ({journeys}) without end' },
    fix: { zh: '改选别的子旅程，或用循环', en: 'Call another journey, or draw a loop' },
  },
  PROMISE_REFUTED: {
    says: { zh: '服务承诺「{promise}」守不住：{path}', en: 'The promise “{promise}” does not hold: {path}' },
    fix: { zh: '改流程里的这条路径，或改承诺', en: 'Change this path of the journey, or the promise' },
  },
  PROMISE_NODE_MISSING: {
    says: {
      zh: '服务承诺「{promise}」提到的节点或出口「{node}」不存在',
      en: 'The promise “{promise}” speaks of “{node}”, which does not exist',
    },
    fix: { zh: '改正承诺里的节点', en: 'Correct the node in the promise' },
  },
  NODE_TYPE_UNKNOWN: {
    says: { zh: '不认识的节点类型「{type}」', en: 'Unknown node type “{type}”' },
    fix: { zh: '安装提供该节点的扩展包，或删除此节点', en: 'Install the pack that brings it, or delete the node' },
  },
  NODE_VERSION_NEWER: {
    says: {
      zh: '节点「{type}」是较新的版本 {version}，本系统只认识到 {known}',
      en: 'Node “{type}” has version {version}; this installation knows up to {known}',
    },
    fix: { zh: '升级系统后再打开', en: 'Upgrade this installation and open it again' },
  },
  FORMAT_NEWER: {
    says: { zh: '文件格式 {format} 比本系统新', en: 'The format {format} is newer than this installation' },
    fix: { zh: '升级系统后再打开', en: 'Upgrade this installation and open it again' },
  },
  FIELD_MISSING: {
    says: { zh: '「{label}」还没有填', en: '“{label}” is still empty' },
    fix: { zh: '在右侧面板填写「{label}」', en: 'Fill in “{label}” in the panel' },
  },
  FIELD_INVALID: {
    says: { zh: '「{label}」的内容无效', en: '“{label}” is not valid' },
    fix: { zh: '在右侧面板改正「{label}」', en: 'Correct “{label}” in the panel' },
  },
  FILTER_EMPTY: {
    says: { zh: '筛选条件是空的，会匹配到谁并不确定', en: 'The filter is empty; it is not clear whom it would match' },
    fix: { zh: '补全条件，或删除筛选', en: 'Complete the condition, or remove the filter' },
  },
  EXAMPLE_UNTOUCHED: {
    says: {
      zh: '这是原样的示例，只能发布到沙盒；本机构已接入真实渠道',
      en: 'This is an example as it came, for a sandbox only; this organization has a real channel',
    },
    fix: { zh: '改成本机构的内容后再发布', en: 'Make it your own before you publish it' },
  },
  CALLED_JOURNEY_UNKNOWN: {
    says: {
      zh: '没有叫「{journey}」的旅程，或者有不止一个',
      en: 'No journey is called “{journey}”, or more than one is',
    },
    fix: { zh: '选一个已有的旅程，或先建立它', en: 'Pick a journey that there is, or make it first' },
  },
  TEXT_VARIABLE_MAY_LACK: {
    says: {
      zh: '患者资料里没有「{field}」时，这条消息发不出去',
      en: 'Where the record has no “{field}”, this message is not sent',
    },
    fix: {
      zh: '在字段名后写上备用的说法，例如「{field}|您」',
      en: 'Say after a bar what stands in for it: {field}|there',
    },
  },
  TEXT_VARIABLE_UNKNOWN: {
    says: {
      zh: '正文里有不认识的字段 {variable}，患者会看到原样的括号',
      en: 'The text holds an unknown field {variable}; the patient would see the braces',
    },
    fix: { zh: '删除 {variable}', en: 'Remove {variable}' },
  },
  TEXT_TOO_LONG: {
    says: {
      zh: '正文 {bytes} 字节，超过渠道上限 {limit} 字节',
      en: 'The text has {bytes} bytes; the channel takes {limit}',
    },
    fix: { zh: '缩短正文，或分成两条', en: 'Shorten the text, or split it in two' },
  },
  DURATION_TEST_ONLY: {
    says: { zh: '短于一分钟的等待只对测试患者有效', en: 'A wait below one minute works for test patients only' },
    fix: { zh: '给真实患者使用前，改为至少一分钟', en: 'Make it at least one minute before real patients enter' },
  },
  DEADLINE_PAST_ENTRY: {
    says: {
      zh: '到达这里最早是入组后 {earliest}，而期限是入组后 {deadline}，永远来不及',
      en: 'The earliest arrival is {earliest} after entry, but the deadline is {deadline} after entry: always too late',
    },
    fix: { zh: '延后期限，或缩短前面的等待', en: 'Move the deadline, or shorten the waits before it' },
  },
  ZONE_UNKNOWN: {
    says: { zh: '没有时区「{zone}」', en: 'There is no time zone “{zone}”' },
    fix: { zh: '在旅程设置里改正，例如 Asia/Shanghai', en: 'Correct it in the settings, for example Asia/Shanghai' },
  },
  WAIT_WITHOUT_END: {
    says: {
      zh: '这里没有最后期限，可能有人永远等下去',
      en: 'There is no time-out here; somebody may wait for ever',
    },
    fix: { zh: '设一个最后期限，并连上它的出口', en: 'Set a time-out and connect its port' },
  },
  CONDITION_SOURCE: {
    says: { zh: '这里的条件不能看「{source}」', en: 'A condition here cannot look at {source}' },
    fix: { zh: '换一个数据来源', en: 'Choose another source' },
  },
  CONDITION_NEVER_CHANGES: {
    says: {
      zh: '条件没有用到患者资料，等多久都不会变',
      en: 'The condition looks at nothing in the patient’s record, so it never changes',
    },
    fix: { zh: '加入一个患者字段，或改用条件分支', en: 'Look at a field of the patient, or use a branch' },
  },
  VARIABLE_NEVER_SET: {
    says: { zh: '变量「{variable}」没有任何一步记录过', en: 'No step ever sets the variable “{variable}”' },
    fix: { zh: '先用「记录变量」记下它，或改正名字', en: 'Set it with “Set variable”, or correct its name' },
  },
  UNIT_MISSING: {
    says: {
      zh: '「{field}」的数值没有写单位（{units}），会比错',
      en: '“{field}” is compared without a unit ({units}), so the numbers may be unlike',
    },
    fix: { zh: '写上单位', en: 'Add the unit' },
  },
  UNIT_UNLIKE: {
    says: {
      zh: '「{field}」的单位是 {units}，不能和 {unit} 比较',
      en: '“{field}” comes in {units} and cannot be compared with {unit}',
    },
    fix: { zh: '改用其中一个单位', en: 'Use one of these units' },
  },
  RULE_WITHOUT_CAUSE: {
    says: { zh: '还没有选「{label}」，这条规则永远不会生效', en: '“{label}” is empty, so this rule never acts' },
    fix: { zh: '选一个事件，或写一个条件', en: 'Choose an event, or give a condition' },
  },
  GUARD_ENDLESS: {
    says: { zh: '守护的这段流程走不到头', en: 'The guard’s track never ends' },
    fix: { zh: '用「本线结束」或「结束」收尾', en: 'End it with “Track end” or an exit' },
  },
  GUARD_END_OUTSIDE: {
    says: {
      zh: '主流程走到了「本线结束」，那里没有别的线可以继续',
      en: 'The journey itself leads to a track end, and no other track goes on from there',
    },
    fix: { zh: '改用「结束」', en: 'Use an exit instead' },
  },
  SPLIT_WEIGHTS: {
    says: {
      zh: '「{label}」第 {number} 组的比例不是正整数',
      en: '“{label}”: the weight of arm {number} is no whole number above 0',
    },
    fix: { zh: '填 1 到 1000 的整数', en: 'Give a whole number from 1 to 1000' },
  },
  STAFF_GROUP_EMPTY: {
    says: { zh: '「{label}」还没有选，待办会没有人看到', en: '“{label}” is empty; nobody would see the to-do' },
    fix: { zh: '填写员工小组', en: 'Name a staff group' },
  },
  LOCAL_TIME_MALFORMED: {
    says: { zh: '「{label}」的时刻不对', en: 'The time in “{label}” is not a time of day' },
    fix: { zh: '写成 00:00 到 23:59，例如 09:30', en: 'Write it as 00:00 to 23:59, for example 09:30' },
  },
  LIST_ITEM_INCOMPLETE: {
    says: { zh: '「{label}」第 {number} 项没有填完', en: 'Item {number} of “{label}” is not complete' },
    fix: { zh: '补全第 {number} 项，或删除它', en: 'Complete item {number}, or remove it' },
  },
  LIST_ID_TWICE: {
    says: {
      zh: '「{label}」里的标识「{id}」重复，或与固有出口同名',
      en: 'The id “{id}” in “{label}” is used twice, or is that of a port of the node itself',
    },
    fix: { zh: '删除其中一项后重新添加', en: 'Remove one of them and add it again' },
  },
  ESCALATION_TOO_LATE: {
    says: { zh: '升级不早于最后期限，永远轮不到', en: 'The escalation is not before the time-out, so it never comes' },
    fix: { zh: '提前升级，或推后期限', en: 'Escalate earlier, or move the time-out' },
  },
  ESCALATION_NEEDS_LENGTH: {
    says: {
      zh: '有升级时，「{label}」只能是时长或入组后时间',
      en: 'With an escalation, “{label}” has to be a length of time or counted from the enrolment',
    },
    fix: { zh: '把期限改成时长，或去掉升级', en: 'Make the time-out a length of time, or remove the escalation' },
  },
  STAFF_GROUP_MISSING: {
    says: {
      zh: '本机构没有员工小组「{group}」，待办会没有人处理',
      en: 'The organization has no staff group “{group}”; nobody would get the to-do',
    },
    fix: { zh: '请管理员建立这个小组，或改选别的小组', en: 'Ask an administrator for this group, or choose another' },
  },
  APPROVAL_MISSING: {
    says: { zh: '正文还没有医学审核签署', en: 'The text has no medical approval yet' },
    fix: { zh: '请医学审核阅读并通过', en: 'Ask a medical reviewer to read and approve it' },
  },
  APPROVAL_LAPSED: {
    says: {
      zh: '正文或时机在审核之后改过，签署已失效',
      en: 'The text or its timing changed after approval, so the approval has lapsed',
    },
    fix: { zh: '请医学审核重新通过', en: 'Ask a medical reviewer to approve it again' },
  },
  MUST_FIX_OPEN: {
    says: { zh: '有未解决的「必须修改」批注', en: 'A must-fix comment is still open' },
    fix: { zh: '按批注修改，并请提出的人关闭', en: 'Mend it, and ask whoever raised it to resolve the thread' },
  },
} as const satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;

export interface Sentence {
  says: Words;
  fix: Words;
}

/** The sentence of a diagnostic in both languages, with its parameters filled in. */
export function diagnosticSentence(diagnostic: Pick<Diagnostic, 'code' | 'params'>): Sentence {
  const entry: Entry = DIAGNOSTICS[diagnostic.code];
  const fill = (words: Words): Words => ({
    zh: fillIn(words.zh, inLocale(diagnostic.params, 'zh')),
    en: fillIn(words.en, inLocale(diagnostic.params, 'en')),
  });
  return { says: fill(entry.says), fix: fill(entry.fix) };
}

function inLocale(params: DiagnosticParams, locale: Locale): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? value[locale] : value]),
  );
}

/** Replaces `{name}` by the parameter of that name; an unknown name stays visible, which a test would see. */
export function fillIn(template: string, params: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}
