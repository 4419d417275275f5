import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Caught {
  method: string;
  path: string;
  key: string | undefined;
  body: string;
}

/** For tests: a real server that keeps what it gets. `/busy-once` answers 503 the first time, `/refused` always 403. */
export async function openCatcher(): Promise<{ origin: string; caught: Caught[]; close(): Promise<void> }> {
  const caught: Caught[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const again = caught.some((before) => before.path === path);
      caught.push({ method, path, key: headers['idempotency-key']?.toString(), body });
      if (path === '/moved') response.setHeader('location', '/secret');
      if (path === '/endless') return void drip();
      response.statusCode =
        path === '/refused' ? 403 : path === '/moved' ? 302 : path === '/busy-once' && !again ? 503 : 200;
      response.end(`answer to ${path}`);
    });
    function drip(): void {
      if (response.destroyed) return;
      response.write('x'.repeat(256 * 1024), () => setImmediate(drip));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    caught,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
