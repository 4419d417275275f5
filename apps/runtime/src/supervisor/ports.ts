import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Whether something accepts TCP connections on this port of the loopback interface (answers within `limitMs`). */
export function answersOn(port: number, host = LOOPBACK, limitMs = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const done = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(limitMs, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

/** Tries to listen on a loopback port (0: any); the port got, or the reason of the system why not. */
function tryPort(port: number): Promise<{ port: number } | { refused: string }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve({ refused: error.code ?? error.message }));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve({ port: got }));
    });
  });
}

/** `undefined` when the port can be had, otherwise why not: 'EADDRINUSE', 'EACCES' … Port 0 can always be had. */
export async function portRefusal(port: number): Promise<string | undefined> {
  const tried = await tryPort(port);
  if ('refused' in tried) return tried.refused;
  // Where a server on all interfaces doesn't keep others from listening on one (macOS), only a connection tells.
  return port !== 0 && (await answersOn(port)) ? 'EADDRINUSE' : undefined;
}

/**
 * Below the ranges from which Linux (32768 up) and macOS (49152 up) give out ports by themselves: one of those may be
 * taken by any outgoing connection between our look and our child's start.
 */
const OURS = { first: 20_000, count: 10_000 };
const TRIES = 50;

/** The remembered port when it is still free, otherwise a free one that the system does not give out by itself. */
export async function freePort(remembered?: number): Promise<number> {
  if (remembered !== undefined && (await portRefusal(remembered)) === undefined) return remembered;
  for (let n = 0; n < TRIES; n++) {
    const port = OURS.first + randomInt(OURS.count);
    if ((await portRefusal(port)) === undefined) return port;
  }
  const tried = await tryPort(0);
  if ('refused' in tried) throw new Error(`the system has no free port: ${tried.refused}`);
  return tried.port;
}
