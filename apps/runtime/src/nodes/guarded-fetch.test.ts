import type { lookup } from 'node:dns';
import type { NodeError } from '@suivi/nodes/activity';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openCatcher } from './catcher-fixture.ts';
import { egressRules } from './egress.ts';
import { guardedFetch } from './guarded-fetch.ts';

let catcher: Awaited<ReturnType<typeof openCatcher>>;
beforeAll(async () => {
  catcher = await openCatcher();
});
beforeEach(() => {
  catcher.caught.length = 0;
});
afterAll(() => catcher.close());

/** A name server of our own: names that lead where an attacker wants them to. */
const leadsTo = (...rounds: string[][]): typeof lookup => {
  let round = 0;
  const answer = (_name: string, _options: unknown, done: (error: null, found: unknown) => void) => {
    const addresses = rounds[Math.min(round++, rounds.length - 1)] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return answer as unknown as typeof lookup;
};

const call = (
  url: string,
  options: { inside?: string[]; hosts?: string[]; resolve?: typeof lookup; signal?: AbortSignal } = {},
) =>
  guardedFetch(
    url,
    {},
    {
      rules: egressRules({ egress: options.hosts ?? [], inside: options.inside ?? [] }, {}),
      own: [],
      signal: options.signal ?? AbortSignal.timeout(5_000),
      ...(options.resolve ? { resolve: options.resolve } : {}),
    },
  );

const refusal = (answer: Promise<Response>): Promise<string> =>
  answer.then(
    ({ status }) => `answered ${status}`,
    (error: NodeError) => error.code,
  );

test('nothing is called that is on no list, whatever it is', async () => {
  for (const url of [`${catcher.origin}/`, 'https://hooks.example.org/', 'http://localhost/', 'https://[::1]/'])
    expect(await refusal(call(url)), url).toBe('EGRESS_NOT_LISTED');
  for (const url of ['file:///etc/passwd', 'gopher://x/', 'not a url', 'https://a:b@hooks.example.org/'])
    expect(await refusal(call(url, { hosts: ['hooks.example.org'] })), url).toMatch(/^EGRESS_(URL|NOT_LISTED)$/);
  expect(catcher.caught).toEqual([]);
});

test('a listed host needs https and its own port', async () => {
  const hosts = ['hooks.example.org'];
  expect(await refusal(call('http://hooks.example.org/', { hosts }))).toBe('EGRESS_NOT_LISTED');
  expect(await refusal(call('https://hooks.example.org:8443/', { hosts }))).toBe('EGRESS_NOT_LISTED');
});

test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', 'fd00::1', '100.64.1.1'])(
  'a listed name that leads to %s is refused, even beside a good address',
  async (address) => {
    const hosts = ['hooks.example.org'];
    for (const found of [[address], ['8.8.8.8', address]])
      expect(await refusal(call('https://hooks.example.org/', { hosts, resolve: leadsTo(found) }))).toBe(
        'EGRESS_ADDRESS',
      );
  },
);

test('a listed address is looked at as well, in every way of writing it', async () => {
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '017700000001', '[::ffff:127.0.0.1]', '[::1]']) {
    const url = `https://${host}/`;
    expect(await refusal(call(url, { hosts: [new URL(url).host] })), host).toBe('EGRESS_ADDRESS');
  }
});

test('it connects to the address that was checked: a name is asked once', async () => {
  const { port } = new URL(catcher.origin);
  const inside = [`http://lab.test:${port}`];
  // The second answer would be another machine; nobody asks for it.
  const resolve = leadsTo(['127.0.0.1'], ['127.0.0.2']);
  const answer = await call(`http://lab.test:${port}/ok`, { inside, resolve });
  expect([answer.status, await answer.text()]).toEqual([200, 'answer to /ok']);
  expect(await refusal(call(`http://lab.test:${port}/ok`, { inside, resolve: leadsTo(['169.254.169.254']) }))).toBe(
    'EGRESS_ADDRESS',
  );
});

test('a redirect is not followed', async () => {
  const answer = await call(`${catcher.origin}/moved`, { inside: [catcher.origin] });
  expect(answer.status).toBe(302);
  expect(catcher.caught.map(({ path }) => path)).toEqual(['/moved']);
});

test('an answer without end is cut off, and so is one that takes too long', async () => {
  const inside = [catcher.origin];
  expect(await refusal(call(`${catcher.origin}/endless`, { inside }))).toBe('EGRESS_TOO_LARGE');
  expect(await refusal(call(`${catcher.origin}/endless`, { inside, signal: AbortSignal.timeout(1) }))).toBe(
    'EGRESS_TIMED_OUT',
  );
});

test('a request that is too large is not sent, and headers cannot change what it is', async () => {
  const options = { rules: egressRules({ inside: [catcher.origin] }, {}), own: [], signal: AbortSignal.timeout(5_000) };
  const body = 'x'.repeat(300_000);
  expect(await refusal(guardedFetch(`${catcher.origin}/`, { method: 'POST', body }, options))).toBe('EGRESS_TOO_LARGE');
  const headers = { Host: 'elsewhere', 'Transfer-Encoding': 'chunked', 'idempotency-key': 'k' };
  const answer = await guardedFetch(`${catcher.origin}/h`, { method: 'POST', body: 'y', headers }, options);
  expect(answer.status).toBe(200);
  expect(catcher.caught).toEqual([{ method: 'POST', path: '/h', key: 'k', body: 'y' }]);
});

test('the lists come from suivi.config.ts and from the environment of the machine', () => {
  const rules = egressRules(
    { egress: ['A.example'], inside: [] },
    { SUIVI_EGRESS: 'b.example, c.example:8443', SUIVI_INSIDE: 'http://10.0.0.3:80' },
  );
  expect([...rules.hosts]).toEqual(['a.example', 'b.example', 'c.example:8443']);
  expect([...rules.inside]).toEqual(['http://10.0.0.3']);
});
