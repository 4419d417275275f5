import { z } from 'zod';
import { conditionFields } from '../condition-fields.ts';
import { conditionWords } from '../condition-words.ts';
import { defineNode } from '../define-node.ts';
import { STEP_SOURCES } from '../form-field.ts';
import { casesField, idFindings, idsOf, labelOf } from '../form-lists.ts';

/** Ports of the node's own, which no case may be called. */
const OWN = ['unknown', 'else'];

/**
 * The first case whose condition holds is taken. When none does and some could not be told, because a value is missing,
 * `unknown` is taken if it is drawn (rule 12): a patient without a value must not be treated like one with a good value.
 */
export const branch = defineNode({
  type: 'branch',
  version: 1,
  category: 'branch',
  shape: 'card',
  icon: 'arrows-split',
  pinyin: 'tiaojianfenzhi tjfz fenzhi panduan',
  words: {
    zh: {
      title: '条件分支',
      help: '从上到下，第一个满足的分支走它的出口；都不满足走「否则」。缺少数据、判断不了时走「不清楚」，没连线就按「否则」走。',
      'field.cases': '分支',
      'port.unknown': '不清楚',
      'port.else': '否则',
    },
    en: {
      title: 'Branch',
      help: 'The first case that holds, from the top; “Else” when none does. Where a value is missing it takes “Unknown”, or “Else” if that is not connected.',
      'field.cases': 'Cases',
      'port.unknown': 'Unknown',
      'port.else': 'Else',
    },
  },
  config: z.object({ cases: casesField(STEP_SOURCES) }),
  initial: {},
  ports: (c) => [
    ...idsOf(c.cases)
      .filter((id) => !OWN.includes(id))
      .map((id) => ({ id })),
    { id: 'unknown', fallback: 'else' },
    { id: 'else' },
  ],
  portLabel: (c, id, locale) => labelOf(c.cases, id, locale),
  summary: (c, _t, locale) => c.cases.map((each) => conditionWords(each.if, '', locale)).join(' · '),
  lower: (c, self) => ({
    op: 'branch',
    node: self.id,
    cases: c.cases.map((each) => ({ if: each.if, ...self.port(each.id) })),
    unknown: self.port('unknown'),
    else: self.port('else'),
  }),
  needs: (c) => ({ fields: c.cases.flatMap((each) => conditionFields(each.if)) }),
  check: (c) => idFindings('cases', c.cases, OWN),
});
