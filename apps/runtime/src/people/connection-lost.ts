/** Classes of SQLSTATE: connection exception, operator intervention (the server is restarting). */
const SQLSTATE = /^(08...|57P..)$/;
const SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);

/** True for errors that say nothing about the query: the database went away and may be back in a moment. */
export function connectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined) return SQLSTATE.test(code) || SYSTEM.has(code);
  // pg gives these two no code.
  return /Connection terminated|connection timeout/i.test(error.message);
}
