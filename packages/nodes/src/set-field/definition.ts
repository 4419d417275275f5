import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { fieldValue, patientField } from '../form-field.ts';

const TYPES = { number: 'number', string: 'text', boolean: 'yes-no' } as const;

/** Write a field of the patient, so that other journeys and staff see it too. */
export const setField = defineNode({
  type: 'set-field',
  version: 1,
  category: 'data',
  shape: 'card',
  icon: 'database-edit',
  pinyin: 'xieruziliao xrzl ziduan',
  words: {
    zh: {
      title: '写入资料',
      help: '把一个值写进患者资料，员工和其他旅程都看得到；也可以清空这个字段。',
      'field.field': '字段',
      'field.to': '写成',
      'port.next': '继续',
      to: '{field} = {value}',
      clear: '清空 {field}',
      yes: '是',
      no: '否',
    },
    en: {
      title: 'Set field',
      help: 'Writes a value into the patient’s record, where staff and other journeys see it; or empties the field.',
      'field.field': 'Field',
      'field.to': 'Value',
      'port.next': 'Goes on',
      to: '{field} = {value}',
      clear: 'Empty {field}',
      yes: 'yes',
      no: 'no',
    },
  },
  config: z.object({ field: patientField(), to: fieldValue() }),
  initial: {},
  ports: () => [{ id: 'next' }],
  summary: (c, t) => {
    if (c.to === null) return t('clear', { field: c.field });
    return t('to', { field: c.field, value: typeof c.to === 'boolean' ? t(c.to ? 'yes' : 'no') : c.to });
  },
  lower: (c, self) => ({
    op: 'act',
    node: self.id,
    kind: 'setField',
    with: { field: c.field, to: c.to },
    outcomes: {},
    next: self.port('next'),
  }),
  needs: (c) => ({
    fields: [{ key: c.field, type: c.to === null ? 'any' : TYPES[typeof c.to as keyof typeof TYPES] }],
  }),
});
