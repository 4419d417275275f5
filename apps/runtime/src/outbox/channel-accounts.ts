import { type CallbackSecrets, type Channel, callbackSecrets, createWecomKf, wecomKfConfig } from '@suivi/channels';
import { z } from 'zod';
import { seal, unseal } from '../codec/encryption-codec.ts';
import type { KeyRing } from '../codec/key-ring.ts';
import type { Database, Queryable } from '../database/database.ts';

/** Everything an account needs to send and to be called back. */
export const accountSettings = z.object({ kf: wecomKfConfig, callback: callbackSecrets });
export type AccountSettings = z.input<typeof accountSettings>;

/** A channel account with its secrets opened. Lives in this process only, never in a log, a payload or the browser. */
export interface ChannelAccount {
  id: string;
  organizationId: string;
  sandbox: boolean;
  callback: CallbackSecrets;
  channel: Channel;
}

interface AccountRow {
  id: string;
  organization_id: string;
  sandbox: boolean;
  settings: Buffer;
}

/** Opens the accounts of all organizations; an account that was looked up is kept until its settings change. */
export class ChannelAccounts {
  readonly #db: Database;
  readonly #keys: KeyRing;
  readonly #open = new Map<string, { sealed: string; account: ChannelAccount }>();

  constructor(db: Database, keys: KeyRing) {
    this.#db = db;
    this.#keys = keys;
  }

  async all(): Promise<ChannelAccount[]> {
    const { rows } = await this.#db.worker.query<AccountRow>(
      'SELECT id, organization_id, sandbox, settings FROM channel_accounts',
    );
    return rows.map((row) => this.#opened(row));
  }

  async get(id: string): Promise<ChannelAccount | undefined> {
    return (await this.all()).find((account) => account.id === id);
  }

  #opened(row: AccountRow): ChannelAccount {
    const sealed = row.settings.toString('base64');
    const known = this.#open.get(row.id);
    if (known?.sealed === sealed) return known.account;
    const { kf, callback } = accountSettings.parse(JSON.parse(unsealSettings(this.#keys, row.settings)));
    const account = {
      id: row.id,
      organizationId: row.organization_id,
      sandbox: row.sandbox,
      callback,
      channel: createWecomKf(kf),
    };
    this.#open.set(row.id, { sealed, account });
    return account;
  }
}

/** Settings as stored: key id, a zero byte, then the sealed JSON. */
export function sealSettings(keys: KeyRing, settings: AccountSettings): Buffer {
  const { id, key } = keys.current();
  return Buffer.concat([Buffer.from(`${id}\0`), seal(key, Buffer.from(JSON.stringify(settings)))]);
}

function unsealSettings(keys: KeyRing, stored: Buffer): string {
  const end = stored.indexOf(0);
  return unseal(keys.get(stored.subarray(0, end).toString()), stored.subarray(end + 1)).toString('utf8');
}

/** Inserts or replaces the one account of a kind that an organization has. */
export async function saveAccount(
  db: Queryable,
  keys: KeyRing,
  account: { id: string; organizationId: string; sandbox: boolean; settings: AccountSettings },
): Promise<void> {
  await db.query(
    `INSERT INTO channel_accounts (id, organization_id, kind, sandbox, settings) VALUES ($1, $2, 'wecom-kf', $3, $4)
     ON CONFLICT (organization_id, kind) DO UPDATE SET settings = excluded.settings, sandbox = excluded.sandbox`,
    [account.id, account.organizationId, account.sandbox, sealSettings(keys, account.settings)],
  );
}
