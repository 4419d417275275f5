import { gunzipSync, gzipSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { fromWire, toWire } from './nested-payload.ts';

const ENCODING = 'binary/gzip';
/** Below this gzip's own header costs more than it saves. */
const WORTHWHILE = 160;

/** Compresses what is worth it; small payloads go as they are. Must come before encryption, which leaves nothing to compress. */
export class GzipCodec implements PayloadCodec {
  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      if ((payload.data?.length ?? 0) < WORTHWHILE) return payload;
      return { metadata: { encoding: Buffer.from(ENCODING) }, data: gzipSync(toWire(payload)) };
    });
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) =>
      Buffer.from(payload.metadata?.encoding ?? []).toString() === ENCODING
        ? fromWire(gunzipSync(payload.data ?? Buffer.alloc(0)))
        : payload,
    );
  }
}
