import { z } from 'zod';
import { conditionFields } from '../condition-fields.ts';
import { conditionWords } from '../condition-words.ts';
import { amidHan, deadlineWords, lengthIn, lowerDeadline, testOnly } from '../deadline.ts';
import { defineNode } from '../define-node.ts';
import { knownCondition, optionalDeadline, STEP_SOURCES } from '../form-field.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';

/** Wait until a condition over the patient's fields holds; passes at once where it does already (rule 3). */
export const waitUntilTrue = defineNode({
  type: 'wait-until-true',
  version: 1,
  category: 'time',
  shape: 'card',
  icon: 'hourglass-high',
  pinyin: 'dengdaomanzu ddmz dengtiaojian',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '等到满足',
      help: '等到患者资料满足条件；到达时已经满足就马上继续，资料一改就重新看。',
      'field.if': '条件',
      'field.timeout': '最多等到',
      'port.true': '满足了',
      'port.timeout': '超时',
      summary: '{if}',
      within: '{if}，最多 {until}',
      until: '{if}，到{until}为止',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'Wait until true',
      help: 'Waits until the patient’s record meets a condition; goes on at once where it does already, and looks again whenever the record changes.',
      'field.if': 'Condition',
      'field.timeout': 'At most until',
      'port.true': 'Holds',
      'port.timeout': 'Time-out',
      summary: '{if}',
      within: '{if}, at most {until}',
      until: '{if} until {until}',
    },
  },
  config: z.object({ if: knownCondition(STEP_SOURCES), timeout: optionalDeadline(), hold: holdField() }),
  initial: { timeout: { after: 'P7D' } },
  ports: (c) => [{ id: 'true' }, ...(c.timeout ? [{ id: 'timeout' }] : [])],
  summary: (c, t, locale) => {
    const words = conditionWords(c.if, '', locale);
    if (!c.timeout) return t('summary', { if: words });
    const until = deadlineWords(c.timeout, locale);
    if ('after' in c.timeout) return t('within', { if: words, until });
    return t('until', { if: words, until: locale === 'zh' ? amidHan(until) : until });
  },
  lower: (c, self) => ({
    op: 'wait',
    node: self.id,
    ...(c.timeout ? { until: { deadline: lowerDeadline(c.timeout), ...self.port('timeout') } } : {}),
    events: [],
    when: { if: c.if, ...self.port('true') },
    lookBack: true,
    ...lowerHold(c.hold),
  }),
  needs: (c) => ({ fields: conditionFields(c.if) }),
  check: (c) => testOnly('timeout', lengthIn(c.timeout)),
});
