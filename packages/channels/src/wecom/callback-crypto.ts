import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readEncrypted } from './callback-xml.ts';

/** What the console shows for one callback URL. `receiveId` is the corp id for a self-built app. */
export const callbackSecrets = z.object({
  token: z.string().min(1),
  encodingAesKey: z.string().regex(/^[A-Za-z0-9]{43}$/),
  receiveId: z.string().min(1),
});
export type CallbackSecrets = z.infer<typeof callbackSecrets>;

/** The query of every callback request. */
export const callbackQuery = z.looseObject({ msg_signature: z.string(), timestamp: z.string(), nonce: z.string() });

export type Opened =
  | { readonly ok: true; readonly plaintext: string }
  | {
      readonly ok: false;
      readonly reason: 'bad-query' | 'bad-body' | 'bad-signature' | 'bad-cipher' | 'wrong-receiver';
    };

export interface Sealed {
  readonly query: { readonly msg_signature: string; readonly timestamp: string; readonly nonce: string };
  readonly encrypt: string;
}

export interface CallbackCrypto {
  /** The GET that WeCom sends when the URL is saved: answer `plaintext` as it is, within 1 s. */
  openEcho(query: unknown): Opened;
  /** A POSTed event: `body` is the XML as received; `plaintext` is the XML inside. Answer within 5 s. */
  openEvent(query: unknown, body: string): Opened;
  /** What WeCom does on its side; for the sandbox and for passive replies. `random` is 16 bytes. */
  seal(plaintext: string, at: { timestamp: string; nonce: string; random?: Buffer }): Sealed;
}

/** PKCS#7 as WeCom uses it: to blocks of 32 bytes, not AES's 16, so Node's own (un)padding must stay off. */
const BLOCK = 32;
const PREFIX = 16;

/** Signature and AES-256-CBC of WeCom callbacks (developer page 90968). Throws ZodError on malformed secrets. */
export function createCallbackCrypto(input: CallbackSecrets): CallbackCrypto {
  const { token, encodingAesKey, receiveId } = callbackSecrets.parse(input);
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const iv = key.subarray(0, 16);

  const sign = (timestamp: string, nonce: string, encrypt: string): string =>
    createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');

  function decrypt(encrypt: string): Opened {
    const cipher = Buffer.from(encrypt, 'base64');
    if (cipher.length === 0 || cipher.length % BLOCK !== 0) return { ok: false, reason: 'bad-cipher' };
    const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    const content = unpad(Buffer.concat([decipher.update(cipher), decipher.final()]));
    if (content === undefined || content.length < PREFIX + 4) return { ok: false, reason: 'bad-cipher' };
    const end = PREFIX + 4 + content.readUInt32BE(PREFIX);
    if (end > content.length) return { ok: false, reason: 'bad-cipher' };
    // Signed with our token but meant for another corp: a shared token must not let one tenant speak for another.
    if (content.toString('utf8', end) !== receiveId) return { ok: false, reason: 'wrong-receiver' };
    return { ok: true, plaintext: content.toString('utf8', PREFIX + 4, end) };
  }

  function open(query: unknown, encrypt: string | undefined): Opened {
    const parsed = callbackQuery.safeParse(query);
    if (!parsed.success) return { ok: false, reason: 'bad-query' };
    if (encrypt === undefined) return { ok: false, reason: 'bad-body' };
    const { timestamp, nonce, msg_signature } = parsed.data;
    if (!sameText(sign(timestamp, nonce, encrypt), msg_signature)) return { ok: false, reason: 'bad-signature' };
    return decrypt(encrypt);
  }

  return {
    openEcho(query) {
      const parsed = z.looseObject({ echostr: z.string() }).safeParse(query);
      if (!parsed.success) return { ok: false, reason: 'bad-query' };
      // Form decoding turns the base64 "+" into a space.
      return open(query, parsed.data.echostr.replaceAll(' ', '+'));
    },
    openEvent: (query, body) => open(query, readEncrypted(body)),
    seal(plaintext, { timestamp, nonce, random = randomBytes(PREFIX) }) {
      const message = Buffer.from(plaintext, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(message.length);
      const padded = pad(Buffer.concat([random, length, message, Buffer.from(receiveId, 'utf8')]));
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const encrypt = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
      return { query: { msg_signature: sign(timestamp, nonce, encrypt), timestamp, nonce }, encrypt };
    },
  };
}

function pad(content: Buffer): Buffer {
  const length = BLOCK - (content.length % BLOCK);
  return Buffer.concat([content, Buffer.alloc(length, length)]);
}

function unpad(padded: Buffer): Buffer | undefined {
  const length = padded.at(-1) ?? 0;
  if (length < 1 || length > BLOCK) return undefined;
  const content = padded.subarray(0, padded.length - length);
  return padded.subarray(content.length).every((byte) => byte === length) ? content : undefined;
}

/** Equal without telling by its duration how many characters were right. */
function sameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
