import { JOURNEY_FORMAT, type Journey } from '@suivi/schema';

/** x of a card is its left edge; a pill is 24 px narrower and sits in the middle of the column. */
const COLUMN = 320;
const PILL = COLUMN + 12;

/**
 * 首购30天黄金窗口 in its thin form (templates.md, J2): welcome, a week, a check with a reminder, then wait for the
 * second dispense until D30. All texts are examples; no brand, no price, no cure claim.
 */
export const FIRST_REFILL: Journey = {
  v: JOURNEY_FORMAT,
  title: { zh: '首购30天黄金窗口', en: 'First-refill window' },
  description: {
    zh: '首次取药后的用药启动与续方提醒',
    en: 'Starting therapy and the first refill after a first dispense',
  },
  zone: 'Asia/Shanghai',
  nodes: {
    dispensed: {
      type: 'trigger-event',
      version: 1,
      name: { zh: '首次取药', en: 'First dispense' },
      config: { event: 'dispense.recorded', reentry: 'per-key', key: 'drug' },
    },
    welcome: {
      type: 'message',
      version: 1,
      name: { zh: '欢迎语', en: 'Welcome' },
      config: {
        text: '您好，我是安禾健康的用药助手小安（不是医生），接下来一个月会提醒您规律用药，有问题随时问。',
        class: 'service',
        validFor: 'P1D',
        onBlocked: 'continue',
      },
    },
    week: { type: 'wait-duration', version: 1, config: { duration: 'P7D' } },
    check: {
      type: 'message',
      version: 1,
      name: { zh: '用药与续方提醒', en: 'Therapy and refill' },
      config: {
        text: '用药已经一周了，近来感觉怎么样？若有不适请直接回复，或尽快就医。家里的药快用完时，请提前安排复诊，由医生评估后决定是否继续用药。',
        class: 'clinical',
        validFor: 'P2D',
        onBlocked: 'continue',
      },
    },
    refill: {
      type: 'wait-for-event',
      version: 1,
      name: { zh: '等第二次取药', en: 'Await second dispense' },
      config: { event: 'dispense.recorded', timeout: { sinceEntry: 'P30D' } },
    },
    refilled: {
      type: 'exit',
      version: 1,
      name: { zh: '已续方', en: 'Refilled' },
      config: { outcome: '已续方', kind: 'goal' },
    },
    lost: {
      type: 'exit',
      version: 1,
      name: { zh: '到期未续', en: 'Not refilled' },
      config: { outcome: '到期未续', kind: 'drop' },
    },
  },
  wires: {
    a: { from: 'dispensed', port: 'next', to: 'welcome' },
    b: { from: 'welcome', port: 'next', to: 'week' },
    c: { from: 'week', port: 'next', to: 'check' },
    d: { from: 'check', port: 'next', to: 'refill' },
    e: { from: 'refill', port: 'event', to: 'refilled' },
    f: { from: 'refill', port: 'timeout', to: 'lost' },
  },
  layout: {
    dispensed: { x: COLUMN, y: 40 },
    welcome: { x: COLUMN, y: 112 },
    week: { x: PILL, y: 184 },
    check: { x: COLUMN, y: 236 },
    refill: { x: COLUMN, y: 308 },
    refilled: { x: COLUMN - 130, y: 420 },
    lost: { x: COLUMN + 130, y: 420 },
  },
  requires: {
    fields: [],
    events: ['dispense.recorded'],
    channels: ['wecom-kf'],
    staffGroups: [],
    calendars: [],
    journeys: [],
  },
};
