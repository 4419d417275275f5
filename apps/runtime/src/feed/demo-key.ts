import { isLoopback } from '../accounts/demo-accounts.ts';
import { FeedError } from './feed-error.ts';

export interface Key {
  secret: string;
  /** Takes the key back once it is no longer needed. */
  giveBack(): Promise<void>;
}

const NO_KEY = {
  zh: '需要接口密钥：用 --key 或环境变量 SUIVI_API_KEY 给出。',
  en: 'An API key is needed: give it with --key or in SUIVI_API_KEY.',
};

/**
 * A key for one feed, made as the demo engineer: only on this machine and only where the product itself offers its demo
 * accounts. Elsewhere a person makes the key.
 * @throws FeedError
 */
export async function demoKey(url: string): Promise<Key> {
  if (!isLoopback(new URL(url).hostname)) throw new FeedError(NO_KEY);
  const post = (path: string, body: unknown, cookie?: string): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  try {
    const system = (await (await fetch(`${url}/trpc/session.system`)).json()) as {
      result: { data: { demoAccounts: { email: string; password: string; role: string }[] } };
    };
    const engineer = system.result.data.demoAccounts.find(({ role }) => role === 'engineer');
    if (!engineer) throw new FeedError(NO_KEY);
    const { email, password } = engineer;
    const signedIn = await post('/api/auth/sign-in/email', { email, password });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const made = (await (await post('/trpc/keys.create', { name: 'suivi feed' }, cookie)).json()) as {
      result: { data: { id: string; secret: string } };
    };
    const { id, secret } = made.result.data;
    return {
      secret,
      giveBack: async () => {
        await post('/trpc/keys.revoke', { id }, cookie);
        await post('/api/auth/sign-out', {}, cookie);
      },
    };
  } catch (cause) {
    if (cause instanceof FeedError) throw cause;
    throw new FeedError(
      { zh: `连不上 ${url}；请先运行 npm start。`, en: `Cannot reach ${url}; run npm start first.` },
      1,
      { cause },
    );
  }
}
