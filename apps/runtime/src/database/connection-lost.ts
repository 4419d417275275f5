/** Classes of SQLSTATE: connection exception, out of resources (disk, connections), operator intervention (a restart). */
const SQLSTATE = /^(08...|53...|57P..)$/;
const SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** True for errors that say nothing about the query: the database went away and may be back in a moment. */
export function connectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // The socket of a server that is gone; a file that is missing has the same code.
  if (code === 'ENOENT') return syscall === 'connect';
  if (code !== undefined) return SQLSTATE.test(code) || SYSTEM.has(code);
  // pg gives these no code.
  return /Connection terminated|connection timeout|is not queryable/i.test(error.message);
}
