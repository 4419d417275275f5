import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FeedError } from './feed-error.ts';
import { ProductClient } from './product-client.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** Answers with these statuses in turn, `0` breaks the connection off, and says in which order requests came. */
async function answering(statuses: number[], port = 0): Promise<{ url: string; port: number; seen: string[] }> {
  const seen: string[] = [];
  server = createServer((request, response) => {
    const status = statuses.shift() ?? 200;
    seen.push(`${request.url} ${status}`);
    if (status === 0) return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(status === 200 ? { done: true } : { title: 'No.', titleZh: '不行。' }));
  });
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${own}`, port: own, seen };
}

const clientOf = (url: string, said: string[] = []) =>
  new ProductClient({ url, key: 'k', told: ({ en }) => void said.push(en), patienceMs: 20_000 });

test('503 and a connection that breaks off are tried again, and nothing is sent before it is answered', async () => {
  const { url, seen } = await answering([503, 0, 200, 200]);
  const said: string[] = [];
  const client = clientOf(url, said);
  expect(await client.post('/a', {})).toEqual({ done: true });
  expect(await client.put('/b', {})).toEqual({ done: true });
  expect(seen).toEqual(['/a 503', '/a 0', '/a 200', '/b 200']);
  expect(said).toHaveLength(1);
});

test('a refused connection is tried again until somebody listens', async () => {
  const { url, port } = await answering([]);
  await new Promise((resolve) => server?.close(resolve));
  const answer = clientOf(url).get('/a');
  await answering([200], port);
  expect(await answer).toEqual({ done: true });
});

test('any other answer ends the feed with the product’s own sentence', async () => {
  const { url } = await answering([422]);
  const refused = await clientOf(url)
    .post('/v1/events', [])
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FeedError);
  expect((refused as FeedError).words.zh).toBe('不行。 [/v1/events]');
});
