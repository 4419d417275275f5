import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { KeyRing } from './key-ring.ts';
import { fromWire, toWire } from './nested-payload.ts';

const ENCODING = 'binary/suivi-aes-gcm';
const NONCE = 12;
const TAG = 16;

/** AES-256-GCM over the whole payload; the key's id travels in the metadata, so that keys can be changed. */
export class EncryptionCodec implements PayloadCodec {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    const { id, key } = this.#keys.current();
    return payloads.map((payload) => ({
      metadata: { encoding: Buffer.from(ENCODING), key: Buffer.from(id) },
      data: seal(key, toWire(payload)),
    }));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      if (Buffer.from(payload.metadata?.encoding ?? []).toString() !== ENCODING) return payload;
      const id = Buffer.from(payload.metadata?.key ?? []).toString();
      return fromWire(unseal(this.#keys.get(id), Buffer.from(payload.data ?? [])));
    });
  }
}

/** nonce ‖ ciphertext ‖ tag. */
export function seal(key: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the bytes were changed or sealed with another key. */
export function unseal(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
}
