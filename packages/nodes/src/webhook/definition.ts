import { z } from 'zod';
import { defineNode, type NodeFinding } from '../define-node.ts';
import { choice, shortText } from '../form-field.ts';

const MAX_URL = 500;

/** What the runtime refuses as well, told where it can be mended. Whether the host is allowed only the server knows. */
function urlFindings(text: string): NodeFinding[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const sound = url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password;
  return sound ? [] : [{ code: 'FIELD_INVALID', severity: 'error', params: {}, field: 'url' }];
}

const hostOf = (text: string): string => (URL.canParse(text) ? new URL(text).host : text);

/** Tell another system: a POST with what the run may say about itself, and never an identity unless asked. */
export const webhook = defineNode({
  type: 'webhook',
  version: 1,
  category: 'data',
  shape: 'card',
  icon: 'webhook',
  pinyin: 'tongzhiwaibuxitong tzwbxt webhook jiekou',
  words: {
    zh: {
      title: '通知外部系统',
      help: '向登记过的地址发送一次 JSON。只带节点与变量，不带姓名和电话。',
      'field.url': '地址',
      'field.variables': '旅程变量',
      'field.patient': '患者编号',
      'choice.send': '带上',
      'choice.leave': '不带',
      'port.ok': '已收到',
      'port.failed': '失败',
      summary: '通知 {host}',
    },
    en: {
      title: 'Tell another system',
      help: 'Posts JSON once to an address that is on the list. It carries no name and no phone number.',
      'field.url': 'Address',
      'field.variables': 'Variables of the run',
      'field.patient': 'Patient number',
      'choice.send': 'Send',
      'choice.leave': 'Leave out',
      'port.ok': 'Received',
      'port.failed': 'Failed',
      summary: 'Tell {host}',
    },
  },
  config: z.object({
    url: shortText(MAX_URL),
    variables: choice(['send', 'leave']).default('send'),
    patient: choice(['leave', 'send']).default('leave'),
  }),
  initial: { variables: 'send', patient: 'leave' },
  ports: () => [{ id: 'ok' }, { id: 'failed', fallback: 'ok' }],
  summary: (c, t) => t('summary', { host: hostOf(c.url) }),
  outcomes: ['ok', 'failed'],
  timeout: 'PT15S',
  attempts: 5,
  reads: ['externalId'],
  check: (c) => urlFindings(c.url),
  simulate: () => ({ outcome: 'ok' }),
});
