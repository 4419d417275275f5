import { fillIn } from './diagnostic.ts';
import type { Words } from './text.ts';

/** Every error that leaves the product, with its HTTP status and what to do, in both languages. Codes are stable. */
export const ERRORS = {
  BODY_TOO_LARGE: {
    status: 413,
    zh: '请求超过 {limit} 字节的上限，请分批发送',
    en: 'The request is larger than {limit} bytes; send it in parts',
  },
  BODY_NOT_JSON: { status: 400, zh: '请求正文不是有效的 JSON', en: 'The body is not valid JSON' },
  DOCUMENT_TOO_LARGE: {
    status: 413,
    zh: '文件超过 {limit} 字节的上限',
    en: 'The document is larger than {limit} bytes',
  },
  DOCUMENT_SYNTAX: {
    status: 422,
    zh: '第 {line} 行第 {column} 列读不懂，请检查这附近的引号、括号和缩进',
    en: 'Line {line}, column {column} cannot be read; check quotes, brackets and indentation near it',
  },
  DOCUMENT_KEY_TWICE: {
    status: 422,
    zh: '第 {line} 行第 {column} 列：「{key}」在同一处写了两次，请删除一个',
    en: 'Line {line}, column {column}: “{key}” stands there twice; remove one of them',
  },
  DOCUMENT_KEY_IGNORED: {
    status: 422,
    zh: '第 {line} 行第 {column} 列：这里没有「{key}」这一项，写的内容不起作用',
    en: 'Line {line}, column {column}: there is no “{key}” here; what it says has no effect',
  },
  DOCUMENT_TAG: {
    status: 422,
    zh: '第 {line} 行第 {column} 列：不能用 ! 开头的标签，请删除',
    en: 'Line {line}, column {column}: tags that begin with ! cannot be used; remove it',
  },
  DOCUMENT_ALIASES: {
    status: 422,
    zh: '别名（* 开头）用得太多、指向自己，或没有对应的 & 标记，请把内容写出来',
    en: 'Aliases (beginning with *) are too many, lead to themselves or to no & mark; write out what they stand for',
  },
  DOCUMENT_TOO_DEEP: {
    status: 422,
    zh: '文件的层级超过 {limit} 层',
    en: 'The document nests deeper than {limit} levels',
  },
  DOCUMENT_TOO_MANY: {
    status: 413,
    zh: '文件的内容太零碎，超过 {limit} 个词和符号',
    en: 'The document has more than {limit} words and signs',
  },
  DOCUMENT_SEVERAL: {
    status: 422,
    zh: '第 {line} 行开始了第二份文件，一个文件只能有一个旅程',
    en: 'A second document begins in line {line}; a file holds one journey',
  },
  INPUT_INVALID: { status: 422, zh: '字段 {field} 无效：{reason}', en: 'Field {field} is not valid: {reason}' },
  TEXT_NOT_UNICODE: {
    status: 422,
    zh: '文字里有无效字符（NUL 或不完整的表情），请删除后重试',
    en: 'The text holds invalid characters (NUL or half an emoji); remove them and try again',
  },
  INSTANT_IMPOSSIBLE: {
    status: 422,
    zh: '时间 {field} 不存在或没有时区，请用 2026-01-31T09:00:00+08:00 这样的形式',
    en: 'The instant in {field} does not exist or has no offset; write it like 2026-01-31T09:00:00+08:00',
  },
  INSTANT_IN_FUTURE: {
    status: 422,
    zh: '事件时间比现在晚，请检查来源系统的时钟',
    en: 'The event lies in the future; check the clock of the sending system',
  },
  PATIENT_UNKNOWN: {
    status: 404,
    zh: '没有这位患者，请先建档',
    en: 'There is no such patient; create the record first',
  },
  HOLD_UNCHANGED: {
    status: 409,
    zh: '患者的临床暂停已经是这样了，请刷新',
    en: 'The clinical hold of this patient is that way already; reload',
  },
  JOURNEY_UNKNOWN: { status: 404, zh: '没有这个旅程', en: 'There is no such journey' },
  RUN_UNKNOWN: { status: 404, zh: '没有这条在组记录', en: 'There is no such run' },
  RUN_MOVED_ON: {
    status: 409,
    zh: '患者刚刚已往下走，请看过最新位置再操作',
    en: 'The patient has just moved on; look at where they are now and try again',
  },
  RUN_ENDED: { status: 409, zh: '这条旅程已经结束', en: 'This run has ended' },
  RUN_BUSY: {
    status: 409,
    zh: '这位患者正在执行一步，请稍后再试',
    en: 'A step is being carried out for this patient; try again in a moment',
  },
  RUN_HELD: {
    status: 409,
    zh: '这位患者在这一步停住了，只能移动或退出',
    en: 'This patient is held; they can only be moved or taken out',
  },
  RUN_PAUSED: { status: 409, zh: '这条旅程已经暂停', en: 'This run is paused already' },
  RUN_NOT_PAUSED: { status: 409, zh: '这条旅程没有暂停', en: 'This run is not paused' },
  RUN_NO_DEADLINE: {
    status: 409,
    zh: '这一步没有到点时间，无法改期',
    en: 'This step has no time of its own that could be set',
  },
  RUN_NOT_SKIPPABLE: {
    status: 409,
    zh: '这一步没有可以跳过的等待',
    en: 'There is no wait here that could be skipped',
  },
  EVENT_RESERVED: {
    status: 400,
    zh: '事件类型 {type} 由本系统自己产生，不能从外部发送',
    en: 'Events of the type {type} are made by this installation itself and cannot be sent from outside',
  },
  TRIAL_UNKNOWN: { status: 404, zh: '没有这次试验', en: 'There is no such trial' },
  TRIAL_NEEDS_SANDBOX: {
    status: 409,
    zh: '试验只能在渠道全部为沙箱的机构里进行',
    en: 'Trials run only in an organization whose channels are all sandboxes',
  },
  THREAD_UNKNOWN: { status: 404, zh: '没有这条批注', en: 'There is no such thread' },
  MUST_FIX_NOT_YOURS: {
    status: 403,
    zh: '「必须修改」只能由提出的人或医学审核关闭',
    en: 'A must-fix is resolved by whoever raised it or by a medical reviewer',
  },
  NODE_UNKNOWN: { status: 404, zh: '旅程里没有这个节点', en: 'The journey has no such node' },
  TASK_UNKNOWN: { status: 404, zh: '没有这项待办', en: 'There is no such to-do' },
  MESSAGE_UNKNOWN: { status: 404, zh: '没有这条消息', en: 'There is no such message' },
  STAFF_GROUP_UNKNOWN: { status: 404, zh: '没有这个员工小组', en: 'There is no such staff group' },
  STAFF_UNKNOWN: { status: 404, zh: '没有这位员工', en: 'There is no such member of staff' },
  TASK_CLOSED_ALREADY: {
    status: 409,
    zh: '这项待办已经处理过，或者已经失效，没有再做改动',
    en: 'This to-do was closed or has lapsed already; nothing was changed',
  },
  TASK_OUTCOME_UNKNOWN: {
    status: 422,
    zh: '这项待办没有这个结果，请从列出的结果里选择',
    en: 'This to-do has no such outcome; choose one of those it offers',
  },
  MESSAGE_DECIDED_ALREADY: {
    status: 409,
    zh: '这条消息已经有人处理过，没有再做改动',
    en: 'Somebody has decided about this message already; nothing was changed',
  },
  ZONE_UNKNOWN: {
    status: 422,
    zh: '没有时区「{zone}」，请用 Asia/Shanghai 这样的名称',
    en: 'There is no time zone “{zone}”; write it like Asia/Shanghai',
  },
  ADDRESS_TAKEN: {
    status: 409,
    zh: '另一位患者已使用这个地址，请核对',
    en: 'Another patient has this address already; check it',
  },
  BATCH_TOO_LARGE: {
    status: 413,
    zh: '一批最多 {limit} 个事件，请分批发送',
    en: 'A batch has at most {limit} events; send it in parts',
  },
  MESSAGE_ID_REUSED: {
    status: 409,
    zh: '同一个 messageId 已用于另一个事件，请换一个',
    en: 'This messageId was used for a different event; use another one',
  },
  JOURNEY_NOT_PUBLISHED: { status: 409, zh: '旅程还没有发布', en: 'The journey has not been published yet' },
  JOURNEY_TEST_ONLY: {
    status: 409,
    zh: '此版本含短于一分钟的等待，只接受测试患者',
    en: 'This version has waits below one minute and accepts test patients only',
  },
  DRAFT_STALE: {
    status: 409,
    zh: '别人刚改过这份草稿，请先合并最新修改',
    en: 'Somebody else has just changed this draft; take in the newest changes first',
  },
  DRAFT_FORMAT_NEWER: {
    status: 409,
    zh: '这份旅程的格式 {format} 比本系统新，请升级后再打开',
    en: 'The format {format} of this journey is newer than this installation; upgrade first',
  },
  DRAFT_TOO_LARGE: {
    status: 413,
    zh: '旅程太大：最多 {limit} 个节点',
    en: 'The journey is too large: at most {limit} nodes',
  },
  PUBLISH_REFUSED: {
    status: 409,
    zh: '还不能发布：{count} 项未完成',
    en: 'Not ready to publish: {count} items are open',
  },
  NODE_MANIFEST_DIFFERS: {
    status: 409,
    zh: '这个网页里的节点「{type}」与服务器上的不是同一版，请刷新页面；仍然如此时，请工程师重新启动系统',
    en: 'Node “{type}” of this page is not the one on the server; reload the page, and if that does not help, restart the system',
  },
  SUBMIT_REFUSED: { status: 409, zh: '还不能送审：{count} 个错误', en: 'Not ready for review: {count} errors' },
  APPROVAL_STALE: {
    status: 409,
    zh: '您阅读的正文刚被改过，请看过新正文再签署',
    en: 'The text you read has just been changed; read the new one before you sign',
  },
  APPROVAL_OWN_TEXT: {
    status: 403,
    zh: '不能审核自己写的正文，请另一位审核者签署',
    en: 'You cannot approve a text you wrote; ask another reviewer',
  },
  NOT_SIGNED_IN: { status: 401, zh: '请先登录', en: 'Please sign in' },
  SIGN_IN_FAILED: { status: 401, zh: '邮箱或密码不对', en: 'The e-mail address or the password is wrong' },
  NOT_ALLOWED: {
    status: 403,
    zh: '您的角色没有「{permission}」权限，请联系管理员',
    en: 'Your roles do not include “{permission}”; ask an administrator',
  },
  TOO_MANY_TRIES: { status: 429, zh: '尝试次数过多，请稍后再试', en: 'Too many tries; wait a moment and try again' },
  FOREIGN_ORIGIN: { status: 403, zh: '请从本系统自己的页面登录', en: 'Sign in from a page of this installation' },
  API_KEY_INVALID: { status: 401, zh: 'API 密钥无效或已停用', en: 'The API key is not valid or has been revoked' },
  CALLBACK_FORGED: { status: 403, zh: '回调签名不对', en: 'The signature of the callback is wrong' },
  CONTENT_NOT_APPROVED: {
    status: 409,
    zh: '这条正文没有有效的医学审核，不会发送',
    en: 'This text has no valid medical approval and is not sent',
  },
  PLAN_HASH_MISMATCH: {
    status: 500,
    zh: '执行计划与其校验值不符，已停止',
    en: 'A plan does not match its hash; stopped',
  },
  PLAN_UNKNOWN: { status: 500, zh: '找不到执行计划 {hash}', en: 'Plan {hash} cannot be found' },
  PLAN_VERSION_NEWER: {
    status: 500,
    zh: '执行计划的版本 {v} 比本系统新',
    en: 'The plan has version {v}, newer than this installation',
  },
  STATE_VERSION_NEWER: {
    status: 500,
    zh: '运行状态的版本 {v} 比本系统新',
    en: 'The run state has version {v}, newer than this installation',
  },
  ZONE_VERSION_UNKNOWN: {
    status: 500,
    zh: '运行使用时区数据 {version}，本系统只有 {own}，已停止以免改变时间',
    en: 'A run uses tzdata {version} and this installation has {own}; stopped rather than shift its times',
  },
  DESIGN_ONLY: {
    status: 409,
    zh: '本系统以仅设计模式启动，不运行任何旅程；请去掉 --design-only 重新启动',
    en: 'This installation was started with --design-only and runs no journey; start it without',
  },
  NOT_READY: {
    status: 503,
    zh: '系统的一部分暂时不可用，请稍后重试',
    en: 'A part of the system is not available; try again later',
  },
  NOT_FOUND: { status: 404, zh: '没有这个地址', en: 'There is nothing at this address' },
  INTERNAL: { status: 500, zh: '系统内部错误，编号 {id}', en: 'Internal error, reference {id}' },
} as const satisfies Record<string, { status: number } & Words>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorParams = Record<string, string | number>;

/** The one error class of the product: a stable code, parameters without personal data, and the cause kept. */
export class SuiviError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  /** More that a client can use: open diagnostics, missing commands. */
  readonly extra: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    params: ErrorParams = {},
    options: { cause?: unknown; extra?: Record<string, unknown> } = {},
  ) {
    super(`${code}: ${fillIn(ERRORS[code].en, params)}`, { cause: options.cause });
    this.name = 'SuiviError';
    this.code = code;
    this.params = params;
    this.extra = options.extra ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  sentence(): Words {
    return { zh: fillIn(ERRORS[this.code].zh, this.params), en: fillIn(ERRORS[this.code].en, this.params) };
  }
}
