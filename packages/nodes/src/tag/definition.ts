import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { choice, tagName } from '../form-field.ts';

/** The field of the patient that a tag is kept in: conditions look at it as at any other. */
export const tagField = (tag: string): string => `tag_${tag}`;

/** Puts a tag onto the patient, or takes it away. */
export const tag = defineNode({
  type: 'tag',
  version: 1,
  category: 'data',
  shape: 'card',
  icon: 'tag',
  pinyin: 'biaoqian bq dabiaoqian',
  words: {
    zh: {
      title: '标签',
      help: '给患者打上或去掉一个标签；条件里用字段「tag_标签名」查。',
      'field.tag': '标签',
      'field.do': '做什么',
      'choice.add': '打上',
      'choice.remove': '去掉',
      'port.next': '继续',
      add: '打上「{tag}」',
      remove: '去掉「{tag}」',
    },
    en: {
      title: 'Tag',
      help: 'Puts a tag onto the patient or takes it away; a condition finds it in the field “tag_NAME”.',
      'field.tag': 'Tag',
      'field.do': 'Do',
      'choice.add': 'Add',
      'choice.remove': 'Remove',
      'port.next': 'Goes on',
      add: 'Add tag {tag}',
      remove: 'Remove tag {tag}',
    },
  },
  config: z.object({ tag: tagName(), do: choice(['add', 'remove']).default('add') }),
  initial: { do: 'add' },
  ports: () => [{ id: 'next' }],
  summary: (c, t) => t(c.do, { tag: c.tag }),
  lower: (c, self) => ({
    op: 'act',
    node: self.id,
    kind: 'setField',
    with: { field: tagField(c.tag), to: c.do === 'add' ? true : null },
    outcomes: {},
    next: self.port('next'),
    // Nobody is told anything by it.
    hold: 'ignore',
  }),
  needs: (c) => ({ fields: [{ key: tagField(c.tag), type: 'yes-no' }] }),
});
