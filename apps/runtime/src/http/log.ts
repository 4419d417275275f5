import type { SuiviError } from '@suivi/schema';
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/**
 * Logs an INTERNAL error by its reference, the kind of its cause and where it was thrown. Never by message: those of
 * the database quote values.
 */
export function logUnforeseen(log: Log, error: SuiviError): void {
  if (error.status < 500 || error.code === 'NOT_READY') return;
  const { cause } = error;
  log.error({
    code: error.code,
    reference: error.params.id,
    cause: cause instanceof Error ? { name: cause.name, code: codeOf(cause), ...origin(cause) } : typeof cause,
    at: frames(error),
  });
}

/** tRPC and others wrap what was thrown: the innermost error knows best. */
function origin(error: Error): { by?: string; byCode?: string | undefined; at: string[] } {
  if (!(error.cause instanceof Error)) return { at: frames(error) };
  return { by: error.cause.name, byCode: codeOf(error.cause), at: frames(error.cause) };
}

/** SQLSTATE or system code. */
const codeOf = (error: Error): string | undefined => {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : undefined;
};

const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
