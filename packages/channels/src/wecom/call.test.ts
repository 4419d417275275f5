import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type CallOutcome, callVendor } from './call.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const post = (url: URL, timeoutMs = 5_000): Promise<CallOutcome> =>
  callVendor({ method: 'POST', url, body: { a: 1 }, timeoutMs });

describe('an exchange with WeCom', () => {
  it('is certainly not sent when nobody listens', async () => {
    const url = await serve((_request, response) => response.end());
    for (const close of closers.splice(0)) close();
    expect(await post(url)).toEqual({ kind: 'not-sent', code: 'network-ECONNREFUSED', retryable: true });
  });

  it('may have been sent when no answer comes in time', async () => {
    const url = await serve(() => undefined);
    expect(await post(url, 500)).toEqual({ kind: 'maybe-sent', code: 'network-timeout' });
  });

  it('may have been sent when the answer breaks off in the middle', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"errcode":');
      setImmediate(() => response.destroy());
    });
    expect((await post(url)).kind).toBe('maybe-sent');
  });

  it('may have been sent when a gateway answers 502 or something that is no JSON', async () => {
    const bad = await serve((_request, response) => response.writeHead(502).end('<html>'));
    expect(await post(bad)).toEqual({ kind: 'maybe-sent', code: 'http-502' });
    const html = await serve((_request, response) => response.end('<html>'));
    expect(await post(html)).toEqual({ kind: 'maybe-sent', code: 'bad-answer' });
  });

  it('does not follow a redirect', async () => {
    const url = await serve((_request, response) => response.writeHead(301, { location: '/elsewhere' }).end());
    expect(await post(url)).toEqual({ kind: 'not-sent', code: 'http-301', retryable: false });
  });
});
