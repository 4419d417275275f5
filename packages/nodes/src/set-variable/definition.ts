import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { assignmentsField } from '../form-lists.ts';

/** Let the run remember something of its own: set a value, or count. Adding to nothing starts from 0. */
export const setVariable = defineNode({
  type: 'set-variable',
  version: 1,
  category: 'data',
  shape: 'card',
  icon: 'variable',
  pinyin: 'jilubianliang jlbl bianliang jishu',
  words: {
    zh: {
      title: '记录变量',
      help: '让这次在组记住一个值，或把计数加上几；之后的分支可以用它。不写入患者资料。',
      'field.set': '赋值',
      'port.next': '继续',
      to: '{variable} = {value}',
      add: '{variable} + {value}',
      subtract: '{variable} − {value}',
      yes: '是',
      no: '否',
    },
    en: {
      title: 'Set variable',
      help: 'Lets this run remember a value or count; branches further on can use it. Not written to the patient.',
      'field.set': 'Assignments',
      'port.next': 'Goes on',
      to: '{variable} = {value}',
      add: '{variable} + {value}',
      subtract: '{variable} − {value}',
      yes: 'yes',
      no: 'no',
    },
  },
  config: z.object({ set: assignmentsField() }),
  initial: {},
  ports: () => [{ id: 'next' }],
  summary: (c, t) =>
    c.set
      .map((each) => {
        if ('add' in each) {
          return t(each.add < 0 ? 'subtract' : 'add', { variable: each.variable, value: Math.abs(each.add) });
        }
        const value = typeof each.to === 'boolean' ? t(each.to ? 'yes' : 'no') : each.to;
        return t('to', { variable: each.variable, value });
      })
      .join(' · '),
  lower: (c, self) => ({ op: 'set', node: self.id, set: c.set, next: self.port('next') }),
});
