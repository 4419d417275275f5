import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';

/** A payload with its metadata as bytes, so that a codec can wrap it whole. */
export const toWire = (payload: Payload): Uint8Array => proto.temporal.api.common.v1.Payload.encode(payload).finish();

export const fromWire = (bytes: Uint8Array): Payload => proto.temporal.api.common.v1.Payload.decode(bytes);
