import { createHash } from 'node:crypto';

/**
 * The kf `msgid` of an outbox key: 32 hex characters, the most WeCom allows (`[0-9a-zA-Z_-]`, 32 bytes).
 * A pure function of the key, so that every attempt at one message carries one id and WeCom can refuse the second.
 */
export function kfMessageId(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex').slice(0, 32);
}
