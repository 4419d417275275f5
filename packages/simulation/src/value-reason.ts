import type { Words } from '@suivi/schema';
import type { z } from 'zod';

const KINDS: Record<string, Words> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组“键: 值”', en: 'keys with values' },
  record: { zh: '一组“键: 值”', en: 'keys with values' },
};

/** Why a value is not taken, as a person says it. */
export function valueReason(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return { zh: `需要${kind.zh}`, en: `it needs ${kind.en}` };
    }
    case 'invalid_value': {
      const known = issue.values.map(String).join(', ');
      return { zh: `可以写：${known}`, en: `one may write: ${known}` };
    }
    case 'too_small':
      return { zh: '为空或太小', en: 'it is empty or too small' };
    case 'too_big':
      return { zh: '太长或太大', en: 'it is too long or too large' };
    default:
      return { zh: '写法不对', en: 'it is not written as it must be' };
  }
}
