import { eventLabel, fieldPath } from '@suivi/schema';
import { z } from 'zod';
import { conditionWords } from '../condition-words.ts';
import { defineNode, type NodeFinding } from '../define-node.ts';
import { choice, conditionField, eventTypeField, fieldPathField } from '../form-field.ts';

/** Looked at only while it is shown: what is left in a hidden field must not block anything. */
function keyFindings(key: string | undefined): NodeFinding[] {
  if (!key) return [{ code: 'FIELD_MISSING', severity: 'error', params: {}, field: 'key' }];
  return fieldPath.safeParse(key).success
    ? []
    : [{ code: 'FIELD_INVALID', severity: 'error', params: {}, field: 'key' }];
}

/** A patient enters when an event of this type arrives and the filter holds. */
export const triggerEvent = defineNode({
  type: 'trigger-event',
  version: 1,
  category: 'trigger',
  shape: 'card',
  icon: 'bolt',
  pinyin: 'shijian chufa sjcf',
  words: {
    zh: {
      title: '事件触发',
      help: '收到这类患者事件时入组，例如取药登记、订单支付。',
      'field.event': '事件',
      'field.where': '只要满足',
      'field.reentry': '再次入组',
      'field.key': '按哪个字段区分',
      'choice.never': '每人只一次',
      'choice.per-key': '每个字段值一次',
      'choice.per-event': '每个事件一次',
      'port.next': '入组',
      summary: '{event}',
      filtered: '{event} · {where}',
    },
    en: {
      title: 'Event trigger',
      help: 'A patient enters when such an event arrives, for example a dispense or a paid order.',
      'field.event': 'Event',
      'field.where': 'Only if',
      'field.reentry': 'Entering again',
      'field.key': 'Field that tells entries apart',
      'choice.never': 'Once per patient',
      'choice.per-key': 'Once per field value',
      'choice.per-event': 'With every event',
      'port.next': 'Enters',
      summary: '{event}',
      filtered: '{event} · {where}',
    },
  },
  config: z.object({
    event: eventTypeField(),
    where: conditionField(),
    reentry: choice(['never', 'per-key', 'per-event']).default('never'),
    key: fieldPathField({ field: 'reentry', is: 'per-key' }),
  }),
  initial: { reentry: 'never' },
  ports: () => [{ id: 'next' }],
  summary: (c, t, locale) =>
    c.where
      ? t('filtered', { event: eventLabel(c.event)[locale], where: conditionWords(c.where, c.event, locale) })
      : t('summary', { event: eventLabel(c.event)[locale] }),
  lower: (_c, self) => ({ op: 'begin', node: self.id, next: self.port('next') }),
  trigger: (c) => ({
    on: 'event',
    event: c.event,
    ...(c.where ? { where: c.where } : {}),
    reentry: c.reentry === 'per-key' ? { mode: 'per-key', field: c.key ?? '' } : { mode: c.reentry },
  }),
  check: (c) => (c.reentry === 'per-key' ? keyFindings(c.key) : []),
});
