import type { EpochMs, Op } from '@suivi/schema';
import { type Ground, writeOf } from './ground.ts';
import { deadlineOf } from './needs-facts.ts';
import type { Token } from './state.ts';

/** Says anew what a track waits for, after a stop or an operator changed it. */
export function tellWait(
  ground: Ground,
  token: Token,
  op: Op,
  { at, by, detail }: { at: EpochMs; by: string; detail: Record<string, unknown> },
): void {
  const { doing } = token;
  if (!('wait' in doing)) return;
  if (doing.held !== undefined) return writeOf(ground, token, op, { kind: 'held', at, by: doing.held, detail });
  if (doing.lacks) {
    return writeOf(ground, token, op, { kind: 'held', at, by: 'calendar', detail: { ...doing.lacks, ...detail } });
  }
  const until = doing.wait === null ? {} : { until: doing.wait };
  const deadline = deadlineOf(op);
  const kind = doing.pending ? 'acting' : deadline && 'window' in deadline ? 'deferred' : 'waiting';
  writeOf(ground, token, op, { kind, at, by, ...until, detail });
}
