import { type Exit, malformedVariable, textVariables } from '@suivi/schema';
import { z } from 'zod';
import { defineNode, type NodeFinding } from '../define-node.ts';
import { choice, duration, optionalStaffGroup, patientTextField } from '../form-field.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';

/** WeCom customer service takes at most 2,048 bytes of UTF-8 in one text (kf/send_msg, doc 94677). */
const MAX_BYTES = 2048;

function textFindings(text: string): NodeFinding[] {
  const findings: NodeFinding[] = [];
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_BYTES) {
    findings.push({ code: 'TEXT_TOO_LONG', severity: 'error', params: { bytes, limit: MAX_BYTES }, field: 'text' });
  }
  const wrong = malformedVariable(text);
  if (wrong !== undefined) {
    findings.push({ code: 'TEXT_VARIABLE_UNKNOWN', severity: 'error', params: { variable: wrong }, field: 'text' });
  }
  for (const { field, fallback } of textVariables(text)) {
    if (fallback !== undefined || wrong !== undefined) continue;
    findings.push({ code: 'TEXT_VARIABLE_MAY_LACK', severity: 'warning', params: { field }, field: 'text' });
  }
  return findings;
}

const blockedTo = (exit: Exit): Record<string, Exit> => ({ blocked: exit });

/**
 * Send a text to the patient, by itself or, with a group, when a member of it presses send. Goes on as soon as it is handed
 * over for sending; a refusal takes `blocked` if drawn.
 */
export const message = defineNode({
  type: 'message',
  version: 1,
  category: 'message',
  shape: 'card',
  icon: 'message',
  pinyin: 'qiweixiaoxi xiaoxi xx fasong',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '企微消息',
      help: '给患者发一条经医学审核的文字，可带患者资料，如 {{称呼|您}}。审核前不能发布。',
      'field.text': '正文',
      'field.class': '性质',
      'field.validFor': '过期不发',
      'field.group': '需员工确认',
      'field.onBlocked': '被拦下时',
      'choice.safety': '安全',
      'choice.clinical': '临床',
      'choice.service': '服务',
      'choice.education': '患教',
      'choice.promotion': '推广',
      'choice.continue': '照常继续',
      'choice.port': '走单独出口',
      'port.next': '继续',
      'port.blocked': '被拦下',
      summary: '{class} · {text}',
      byStaff: '{class} · 需员工确认 · {text}',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'WeCom message',
      help: 'Sends the patient one text that a medical reviewer has approved. It may hold fields of the record: {{name|there}}.',
      'field.text': 'Text',
      'field.class': 'Class',
      'field.validFor': 'Not sent after',
      'field.group': 'Sent by staff of',
      'field.onBlocked': 'When blocked',
      'choice.safety': 'Safety',
      'choice.clinical': 'Clinical',
      'choice.service': 'Service',
      'choice.education': 'Education',
      'choice.promotion': 'Promotion',
      'choice.continue': 'Go on',
      'choice.port': 'Own port',
      'port.next': 'Goes on',
      'port.blocked': 'Blocked',
      summary: '{class} · {text}',
      byStaff: '{class} · staff sends · {text}',
    },
  },
  config: z.object({
    text: patientTextField(MAX_BYTES),
    class: choice(['safety', 'clinical', 'service', 'education', 'promotion']).default('service'),
    validFor: duration().default('P1D'),
    group: optionalStaffGroup(),
    onBlocked: choice(['continue', 'port']).default('continue'),
    hold: holdField(),
  }),
  initial: { class: 'service', validFor: 'P1D', onBlocked: 'continue' },
  ports: (c) => [{ id: 'next' }, ...(c.onBlocked === 'port' ? [{ id: 'blocked' }] : [])],
  summary: (c, t) =>
    t(c.group ? 'byStaff' : 'summary', { class: t(`choice.${c.class}`), text: c.text.replace(/\s+/g, ' ') }),
  lower: (c, self) => ({
    op: 'act',
    node: self.id,
    kind: 'sendMessage',
    with: {
      content: self.contentHash('text'),
      class: c.class,
      validFor: c.validFor,
      ...(c.group ? { group: c.group } : {}),
    },
    outcomes: c.onBlocked === 'port' ? blockedTo(self.port('blocked')) : {},
    next: self.port('next'),
    ...lowerHold(c.hold),
  }),
  needs: (c) => ({
    staffGroups: c.group ? [c.group] : [],
    fields: textVariables(c.text).map(({ field }) => ({ key: field, type: 'any' })),
  }),
  patientText: (c) => [{ part: 'text', text: c.text }],
  check: (c) => textFindings(c.text),
  simulate: () => ({ outcome: 'queued' }),
});
