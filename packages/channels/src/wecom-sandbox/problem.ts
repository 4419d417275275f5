import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

/** Problems of the control plane, in both languages. Codes are stable. */
const PROBLEMS = {
  'bad-input': { status: 422, zh: '有字段无效', en: 'A field is not valid' },
  'bad-json': { status: 400, zh: '请求正文不是有效的 JSON', en: 'The body is not valid JSON' },
  'body-too-large': { status: 413, zh: '请求正文超过 1 MB', en: 'The body is larger than 1 MB' },
  'not-json': { status: 415, zh: '请用 application/json', en: 'Send application/json' },
  'patient-unknown': { status: 404, zh: '沙盒里没有这位测试患者', en: 'The sandbox has no such test patient' },
  'message-unknown': { status: 404, zh: '这位患者没有收到过这条消息', en: 'This patient never got such a message' },
  'not-found': { status: 404, zh: '没有这个地址', en: 'There is nothing here' },
  internal: { status: 500, zh: '沙盒内部错误', en: 'The sandbox has failed' },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

export interface Field {
  readonly path: string;
  readonly message: string;
}

/** Answers with a problem; `fields` say which input was wrong. */
export function sendProblem(reply: FastifyReply, code: ProblemCode, fields?: readonly Field[]): FastifyReply {
  const { status, zh, en } = PROBLEMS[code];
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send({ status, code, title: { zh, en }, ...(fields && { fields }) });
}

/** The wrong fields of a failed parse. Zod's messages name the rule, never the value. */
export function fieldsOf(error: z.ZodError): Field[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

const BY_FASTIFY_CODE: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-json',
};

/** What fastify itself refuses, in the same shape. */
export function onError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code = BY_FASTIFY_CODE[error.code];
  if (code === undefined) process.stderr.write(`wecom-sandbox: ${error.code ?? error.name}\n`);
  return sendProblem(reply, code ?? 'internal');
}
