import { setTimeout as pause } from 'node:timers/promises';
import { FeedError } from './feed-error.ts';

/** How long one request is tried again while a part of the product is down. */
const PATIENCE_MS = 10 * 60_000;
const PAUSE_MS = { first: 200, most: 5_000 };
const TIMEOUT_MS = 30_000;

/** The product's public API with one key. Requests are sent in order, each until it is answered. */
export class ProductClient {
  readonly #url: string;
  readonly #key: string;
  readonly #told: (words: { zh: string; en: string }) => void;
  readonly #patience: number;

  /** @param told what is to be said once while the product does not answer. */
  constructor(options: {
    url: string;
    key: string;
    told(words: { zh: string; en: string }): void;
    patienceMs?: number;
  }) {
    this.#url = options.url;
    this.#key = options.key;
    this.#told = options.told;
    this.#patience = options.patienceMs ?? PATIENCE_MS;
  }

  get<T>(path: string): Promise<T> {
    return this.#send('GET', path, undefined, {});
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return this.#send('POST', path, body, headers);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.#send('PUT', path, body, {});
  }

  /**
   * Retries 503 and connections that are refused or break off: everything we send may be sent twice.
   * @throws FeedError with the product's own sentence for anything else that is no success.
   */
  async #send<T>(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<T> {
    const since = performance.now();
    for (let wait = PAUSE_MS.first; ; wait = Math.min(wait * 2, PAUSE_MS.most)) {
      const answer = await this.#once(method, path, body, headers);
      if (answer?.ok) return (await answer.json()) as T;
      if (answer && answer.status !== 503) throw await refusalOf(answer, path);
      if (performance.now() - since > this.#patience) {
        throw new FeedError({ zh: `${this.#url} 一直没有应答。`, en: `${this.#url} does not answer.` }, 1);
      }
      if (wait === PAUSE_MS.first)
        this.#told({ zh: '服务暂时没有应答，稍后重试 …', en: 'No answer yet, trying again …' });
      const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
      await pause(Math.max(wait, Math.min(asked, PAUSE_MS.most)));
    }
  }

  async #once(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Response | undefined> {
    try {
      return await fetch(`${this.#url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      return undefined;
    }
  }
}

async function refusalOf(answer: Response, path: string): Promise<FeedError> {
  const problem = (await answer.json().catch(() => ({}))) as {
    code?: string;
    title?: string;
    titleZh?: string;
    detail?: string;
  };
  const where = `${path.replaceAll(/[0-9a-f-]{36}/g, '…')}${problem.detail ? ` ${problem.detail}` : ''}`;
  return new FeedError(
    {
      zh: `${problem.titleZh ?? `请求被拒绝（${answer.status}）`} [${where}]`,
      en: `${problem.title ?? `The request was refused (${answer.status})`} [${where}]`,
    },
    1,
    { code: problem.code },
  );
}
