import type { NewFact } from './facts.ts';
import type { Faults } from './faults.ts';
import type { Passes } from './passes.ts';
import type { Store } from './store.ts';

export interface VendorContext {
  readonly store: Store;
  readonly faults: Faults;
  readonly accessTokens: Passes;
  readonly callbackTokens: Passes;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export type SentMessage = NonNullable<Extract<NewFact, { type: 'request' }>['message']>;

/** WeCom's errors are HTTP 200; `errcode` null is the 404 of an unknown path, which has no body at all. */
export interface VendorAnswer {
  readonly errcode: number | null;
  readonly fields?: Record<string, unknown>;
  readonly message?: SentMessage;
  readonly accepted?: boolean;
}

/** The errcode of a missing, made-up or expired token; a token anywhere but in the query doesn't count. */
export function tokenError({ accessTokens }: VendorContext, query: URLSearchParams): number | undefined {
  const token = query.get('access_token');
  if (!token) return 41001;
  const state = accessTokens.check(token);
  if (state === 'good') return undefined;
  return state === 'expired' ? 42001 : 40014;
}

/** The body as JSON; undefined when it is none. */
export function parseJsonBody({ body }: VendorRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
