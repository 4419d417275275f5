import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The laboratory of the guide: answers with the statuses it was told to, in turn, and keeps what it was asked. */
export interface Laboratory {
  origin: string;
  asked: string[];
  answer(...statuses: number[]): void;
  close(): Promise<void>;
}

export async function openLaboratory(): Promise<Laboratory> {
  const asked: string[] = [];
  const next: number[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.statusCode = next.shift() ?? 500;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    answer: (...statuses) => void next.push(...statuses),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
