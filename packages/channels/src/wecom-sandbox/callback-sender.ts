import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCallbackCrypto } from '../wecom/callback-crypto.ts';
import type { Settings } from './facts.ts';

const TRIES = 3;
const TIMEOUT_MS = 5_000;
const PAUSE_MS = 1_000;
/** A callback's token opens sync_msg for ten minutes. */
const TOKEN_LIFE_MS = 10 * 60_000;

export interface CallbackSender {
  /** Tells the configured URL, in the background, that account `kfid` has news. Without a URL it does nothing. */
  announce(kfid: string): void;
  /** Gives up what is under way. */
  stop(): Promise<void>;
}

/** Sends `kf_msg_or_event` as WeCom does: encrypted, 5 s to answer, three tries, no word if all fail. */
export function createCallbackSender(options: {
  readonly settings: Partial<Settings>;
  readonly issueToken: (lifeMs: number) => string;
  readonly now: () => number;
}): CallbackSender {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function deliver(kfid: string): Promise<void> {
    const { callbackUrl, token, encodingAesKey, corpId } = options.settings;
    if (!callbackUrl || !token || !encodingAesKey || !corpId) return;
    const crypto = createCallbackCrypto({ token, encodingAesKey, receiveId: corpId });
    const timestamp = String(Math.floor(options.now() / 1000));
    const plaintext = eventXml(corpId, timestamp, options.issueToken(TOKEN_LIFE_MS), kfid);
    const sealed = crypto.seal(plaintext, { timestamp, nonce: String(randomBytes(4).readUInt32BE()) });
    const url = new URL(callbackUrl);
    for (const [name, value] of Object.entries(sealed.query)) url.searchParams.set(name, value);
    const body = `<xml><ToUserName>${cdata(corpId)}</ToUserName><Encrypt>${cdata(sealed.encrypt)}</Encrypt></xml>`;
    for (let tried = 1; tried <= TRIES; tried++) {
      if (await post(url, body, stopping.signal)) return;
      if (stopping.signal.aborted) return;
      if (tried < TRIES) await sleep(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    // WeCom gives no word either; the message waits in sync_msg.
    process.stderr.write(`wecom-sandbox: callback not taken after ${TRIES} tries\n`);
  }

  return {
    announce(kfid) {
      const delivery: Promise<void> = deliver(kfid).finally(() => running.delete(delivery));
      running.add(delivery);
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

async function post(url: URL, body: string, stopping: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

function eventXml(corpId: string, timestamp: string, token: string, kfid: string): string {
  return (
    `<xml><ToUserName>${cdata(corpId)}</ToUserName><CreateTime>${timestamp}</CreateTime>` +
    `<MsgType>${cdata('event')}</MsgType><Event>${cdata('kf_msg_or_event')}</Event>` +
    `<Token>${cdata(token)}</Token><OpenKfId>${cdata(kfid)}</OpenKfId></xml>`
  );
}

/** The corp id is free text of the configuration: a `]]>` in it must not end the section. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', '')}]]>`;
}
