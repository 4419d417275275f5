/**
 * The end of one HTTP exchange. `not-sent`: the request certainly never left or was refused before it was read;
 * `maybe-sent`: the vendor may have acted on it.
 */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'not-sent'; readonly code: string; readonly retryable: boolean }
  | { readonly kind: 'maybe-sent'; readonly code: string };

export interface CallRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: object;
  readonly timeoutMs: number;
}

/** Errors raised before the first byte of a request can have been read by the other side. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/**
 * One exchange with WeCom, never throwing. Redirects are not followed: WeCom answers plain http with 301, and a
 * followed POST would turn into a GET. Codes name the cause only; URLs (they carry the token) never get into them.
 */
export async function callVendor(request: CallRequest): Promise<CallOutcome> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
      ...(request.body && {
        body: JSON.stringify(request.body),
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }),
    });
    const text = await response.text();
    if (response.status !== 200) return refusedByHttp(response.status);
    return parseAnswer(text);
  } catch (error) {
    return brokenOff(error);
  }
}

function refusedByHttp(status: number): CallOutcome {
  const code = `http-${status}`;
  // A gateway's 5xx says nothing about what happened behind it.
  if (status >= 500) return { kind: 'maybe-sent', code };
  return { kind: 'not-sent', code, retryable: status === 429 || status === 408 };
}

function parseAnswer(text: string): CallOutcome {
  try {
    return { kind: 'answered', body: JSON.parse(text) };
  } catch {
    return { kind: 'maybe-sent', code: 'bad-answer' };
  }
}

function brokenOff(error: unknown): CallOutcome {
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'maybe-sent', code: 'network-timeout' };
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  // fetch reports every failure of the network as a TypeError; anything else is a bug of ours and must be seen.
  if (!(error instanceof TypeError)) throw error;
  if (code !== undefined && BEFORE_SENDING.has(code))
    return { kind: 'not-sent', code: `network-${code}`, retryable: true };
  return { kind: 'maybe-sent', code: `network-${code ?? 'broken'}` };
}
