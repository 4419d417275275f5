import { connectionLost } from '../database/connection-lost.ts';

/** gRPC: deadline exceeded, resource exhausted, unavailable. */
const GRPC_DOWN: readonly unknown[] = [4, 8, 14];
/** Libraries wrap what was thrown, few more than twice. */
const DEPTH = 5;

/** Whether an error only says that PostgreSQL, Temporal or the sandbox is away: the same call may work in a moment. */
export function partDown(thrown: unknown): boolean {
  let error = thrown;
  for (let depth = 0; depth < DEPTH && error instanceof Error; depth += 1) {
    if (connectionLost(error) || temporalAway(error)) return true;
    error = error.cause;
  }
  return false;
}

/** A status of gRPC is a number with details; other libraries' codes are words. */
function temporalAway(error: Error): boolean {
  const { code, details } = error as { code?: unknown; details?: unknown };
  return typeof details === 'string' && GRPC_DOWN.includes(code);
}
