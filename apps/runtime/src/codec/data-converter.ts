import type { DataConverter } from '@temporalio/common';
import { EncryptionCodec } from './encryption-codec.ts';
import { GzipCodec } from './gzip-codec.ts';
import type { KeyRing } from './key-ring.ts';
import { PlanCodec } from './plan-codec.ts';
import type { PlanStore } from './plan-store.ts';

/** The one codec chain, the same on client, worker and replay, from the first run on: plan, gzip, encryption. */
export function dataConverter(keys: KeyRing, plans?: PlanStore): DataConverter {
  return { payloadCodecs: [new PlanCodec(plans), new GzipCodec(), new EncryptionCodec(keys)] };
}
