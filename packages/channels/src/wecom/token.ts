import { type CallOutcome, callVendor } from './call.ts';
import { anyReply, tokenReply } from './replies.ts';

export type TokenOutcome =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly code: string; readonly errcode?: number; readonly retryable: boolean };

export interface TokenSource {
  /** A token believed valid. Concurrent callers share one request. */
  get(): Promise<TokenOutcome>;
  /** Forget `token` after WeCom refused it; a newer one, fetched meanwhile by another caller, is kept. */
  forget(token: string): void;
}

export interface TokenSourceOptions {
  readonly baseUrl: string;
  readonly corpId: string;
  readonly secret: string;
  readonly timeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Renew this long before the stated end, so that a request on its way doesn't meet an expired token. */
const EARLY_MS = 5 * 60_000;
/** WeCom blocks an IP address for an hour after repeated wrong secrets: after one refusal we stay silent. */
const SILENCE_AFTER_REFUSAL_MS = 10 * 60_000;
const WRONG_CREDENTIALS = new Set([40001, 40013]);

/** Keeps the access token of one (corp, app secret): it is shared by all calls and lives about two hours. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let current: { token: string; until: number } | undefined;
  let refused: { outcome: TokenOutcome; until: number } | undefined;
  let pending: Promise<TokenOutcome> | undefined;

  async function fetchToken(): Promise<TokenOutcome> {
    const url = new URL('/cgi-bin/gettoken', options.baseUrl);
    url.searchParams.set('corpid', options.corpId);
    url.searchParams.set('corpsecret', options.secret);
    const startedAt = options.now();
    const answer = readAnswer(await callVendor({ method: 'GET', url, timeoutMs: options.timeoutMs }));
    if (answer.ok) {
      const lifeMs = answer.expiresInS * 1000;
      current = { token: answer.token, until: startedAt + Math.max(lifeMs - EARLY_MS, lifeMs / 2) };
    } else if (answer.errcode !== undefined && WRONG_CREDENTIALS.has(answer.errcode)) {
      refused = { outcome: answer, until: startedAt + SILENCE_AFTER_REFUSAL_MS };
    }
    return answer;
  }

  return {
    async get() {
      if (current && options.now() < current.until) return { ok: true, token: current.token };
      if (refused && options.now() < refused.until) return refused.outcome;
      pending ??= fetchToken().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

type Answer = { ok: true; token: string; expiresInS: number } | Extract<TokenOutcome, { ok: false }>;

function readAnswer(outcome: CallOutcome): Answer {
  if (outcome.kind === 'not-sent') return { ok: false, code: `token-${outcome.code}`, retryable: outcome.retryable };
  if (outcome.kind === 'maybe-sent') return { ok: false, code: `token-${outcome.code}`, retryable: true };
  const reply = anyReply.safeParse(outcome.body);
  if (!reply.success) return { ok: false, code: 'token-bad-answer', retryable: true };
  const { errcode } = reply.data;
  if (errcode !== 0) {
    const retryable = errcode === -1 || errcode === 45009;
    return { ok: false, code: `token-wecom-${errcode}`, errcode, retryable };
  }
  const token = tokenReply.safeParse(outcome.body);
  if (!token.success) return { ok: false, code: 'token-bad-answer', retryable: true };
  return { ok: true, token: token.data.access_token, expiresInS: token.data.expires_in };
}
