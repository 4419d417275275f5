import { PLAN_KEY, type PlanHash } from '@suivi/schema';
import type { DataConverter } from '@temporalio/common';
import { EncryptionCodec } from './encryption-codec.ts';
import { GzipCodec } from './gzip-codec.ts';
import type { KeyRing } from './key-ring.ts';
import type { PlanStore } from './plan-store.ts';
import { ReferenceCodec } from './reference-codec.ts';
import { wallClock } from './wall-clock.ts';

/** The one codec chain, the same on client, worker and replay, from the first run on: references, gzip, encryption. */
export function dataConverter(keys: KeyRing, plans?: PlanStore): DataConverter {
  const bodies = plans && {
    plan: (ref: Record<string, unknown>) => plans.get(ref[PLAN_KEY] as PlanHash),
    zone: wallClock,
  };
  return { payloadCodecs: [new ReferenceCodec(bodies), new GzipCodec(), new EncryptionCodec(keys)] };
}
