import { type CallOutcome, callVendor } from './call.ts';
import { isTokenRefused } from './errors.ts';
import { anyReply } from './replies.ts';
import type { TokenSource } from './token.ts';

/** Like CallOutcome, with the errcode of an answer already read (0 = success). */
export type Answered =
  | Exclude<CallOutcome, { kind: 'answered' }>
  | { readonly kind: 'answered'; readonly errcode: number; readonly body: unknown };

export type AuthorizedCall = (path: string, body: object) => Promise<Answered>;

/**
 * POSTs with the access token in the query, the only place WeCom reads it from. A refused token (40014, 42001) is
 * renewed once and the call repeated once: WeCom checks the token before anything else, so nothing was done.
 */
export function createAuthorizedCall(
  options: { readonly baseUrl: string; readonly timeoutMs: number },
  tokens: TokenSource,
): AuthorizedCall {
  async function attempt(path: string, body: object): Promise<{ answer: Answered; token?: string }> {
    const token = await tokens.get();
    if (!token.ok) return { answer: { kind: 'not-sent', code: token.code, retryable: token.retryable } };
    const url = new URL(path, options.baseUrl);
    url.searchParams.set('access_token', token.token);
    const outcome = await callVendor({ method: 'POST', url, body, timeoutMs: options.timeoutMs });
    return { answer: withErrcode(outcome), token: token.token };
  }

  return async (path, body) => {
    const first = await attempt(path, body);
    if (first.token === undefined || first.answer.kind !== 'answered') return first.answer;
    if (!isTokenRefused(first.answer.errcode)) return first.answer;
    tokens.forget(first.token);
    return (await attempt(path, body)).answer;
  };
}

function withErrcode(outcome: CallOutcome): Answered {
  if (outcome.kind !== 'answered') return outcome;
  const reply = anyReply.safeParse(outcome.body);
  if (!reply.success) return { kind: 'maybe-sent', code: 'bad-answer' };
  return { kind: 'answered', errcode: reply.data.errcode, body: outcome.body };
}
