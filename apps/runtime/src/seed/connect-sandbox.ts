import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { KeyRing } from '../codec/key-ring.ts';
import type { Database } from '../database/database.ts';
import { type AccountSettings, type ChannelAccounts, saveAccount } from '../outbox/channel-accounts.ts';

const CORP = 'wwsuivisandbox';

/**
 * Connects the demo organization to the sandbox: the account's settings on our side, the callback and the patients on
 * its side. Repeated at every boot, since either of the two may have a new port.
 */
export async function connectSandbox(options: {
  db: Database;
  keys: KeyRing;
  accounts: ChannelAccounts;
  organizationId: string;
  sandboxUrl: string;
  ownUrl: string;
}): Promise<void> {
  const { db, keys, accounts, organizationId, sandboxUrl, ownUrl } = options;
  const known = (await accounts.all()).find((account) => account.organizationId === organizationId);
  const id = known?.id ?? uuidv7();
  const settings: AccountSettings = {
    kf: { baseUrl: sandboxUrl, corpId: CORP, secret: 'sandbox', openKfId: 'wkSandbox' },
    callback: known?.callback ?? {
      token: randomBytes(12).toString('hex'),
      encodingAesKey: freshAesKey(),
      receiveId: CORP,
    },
  };
  await saveAccount(db.worker, keys, { id, organizationId, sandbox: true, settings });
  await put(sandboxUrl, '/__sandbox/config', {
    callbackUrl: `${ownUrl}/callbacks/wecom/${id}`,
    token: settings.callback.token,
    encodingAesKey: settings.callback.encodingAesKey,
    corpId: CORP,
    // As the real one: a msgid that was accepted before is refused, and its retry finds that out.
    onDuplicate: 'refuse',
    accountName: '小安',
    orgName: '安禾健康',
  });
}

/** Tells the sandbox the names to show above the chats of an organization's test patients. */
export async function introduceTestPatients(db: Database, sandboxUrl: string, organizationId: string): Promise<void> {
  const { rows } = await db.worker.query<{ name: string; chat: string }>(
    `SELECT i.name, i.addresses->>'wecom-kf' AS chat FROM patients p JOIN patient_identities i ON i.patient_id = p.id
     WHERE p.organization_id = $1 AND p.test AND i.addresses ? 'wecom-kf'`,
    [organizationId],
  );
  for (const { chat, name } of rows) await introduce(sandboxUrl, chat, name);
}

export const introduce = (sandboxUrl: string, chat: string, name: string): Promise<void> =>
  put(sandboxUrl, `/__sandbox/patients/${chat}`, { name });

/** 43 characters of [A-Za-z0-9], as WeCom's console makes them. */
function freshAesKey(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  // The last character carries 4 bits only, and base64 wants the other two to be zero.
  return `${Array.from(randomBytes(42), (byte) => letters[byte % letters.length]).join('')}A`;
}

async function put(base: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${base}${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok) throw new Error(`the sandbox refused ${path.split('/').slice(0, 3).join('/')}: ${answer.status}`);
}
