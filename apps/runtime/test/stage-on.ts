import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@suivi/channels/wecom-sandbox';
import type { Journey } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';
import { type KeyRing, openKeyRing } from '../src/codec/key-ring.ts';
import { type Database, inOrganization, openDatabase } from '../src/database/database.ts';
import { Notifications } from '../src/database/notifications.ts';
import { acceptEvent } from '../src/inbox/accept-event.ts';
import { saveAccount } from '../src/outbox/channel-accounts.ts';
import { type EngineRoom, openEngineRoom } from '../src/worker/engine-room.ts';
import type { TemporalTarget } from '../src/worker/temporal-connection.ts';
import { type Published, publishRows, testPatient } from './published.ts';

interface SandboxMessage {
  msgid: string;
  touser: string;
  text: string;
}

/** The whole back of the product on real servers: database, namespace, sandbox, engine room. */
export interface Stage {
  db: Database;
  keys: KeyRing;
  target: TemporalTarget;
  room: EngineRoom;
  sandboxUrl: string;
  reports: string[];
  /** @param beside journeys of the same organization, by the names under which this one calls them */
  publish(document: Journey, beside?: Record<string, Published>): Promise<Published>;
  patient(published: Published, name?: string): Promise<{ id: string; chat: string }>;
  event(
    published: Published,
    patient: string,
    type: string,
    data?: Record<string, unknown>,
    at?: number,
  ): Promise<string>;
  /** What the sandbox accepted for a chat, in order: its own record, which never deduplicates. */
  sent(chat: string): Promise<SandboxMessage[]>;
  /** Answers as the patient. */
  answer(chat: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Nodes with activities of their own, beside or instead of the built-in ones. */
export type StageOptions = Pick<Parameters<typeof openEngineRoom>[0], 'nodes' | 'env'>;

/** @param url a migrated database that nobody else uses. */
export async function openStageOn(url: string, target: TemporalTarget, options: StageOptions = {}): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'suivi-stage-'));
  const db = openDatabase(url);
  const notifications = new Notifications(url);
  await notifications.start();
  const keys = await openKeyRing(dataDir);
  const sandbox = await startSandbox({ port: 0, dataDir: join(dataDir, 'sandbox') });
  const reports: string[] = [];
  const room = await openEngineRoom({
    db,
    notifications,
    target,
    keys,
    ...options,
    report: (code, error) => reports.push(`${code} ${error instanceof Error ? error.stack : ''}`),
  });
  const control = (method: string, path: string, body: unknown) =>
    fetch(`${sandbox.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const callback = {
    token: 'test',
    encodingAesKey: randomBytes(32).toString('base64').slice(0, 43).replace(/[+/]/g, 'A'),
    receiveId: 'wwtest',
  };

  return {
    db,
    keys,
    target,
    room,
    sandboxUrl: sandbox.url,
    reports,
    async publish(document, beside = {}) {
      const published = await publishRows(db, document, beside);
      if (Object.keys(beside).length > 0) return published;
      const kf = { baseUrl: sandbox.url, corpId: 'wwtest', secret: 'secret', openKfId: 'wkSandbox' };
      await saveAccount(db.worker, keys, {
        id: uuidv7(),
        organizationId: published.organization,
        sandbox: true,
        settings: { kf, callback },
      });
      return published;
    },
    patient: (published, name) => testPatient(db, published.organization, name),
    async event(published, patient, type, data = {}, at = Date.now()) {
      const row = { organizationId: published.organization, patientId: patient, messageId: uuidv7(), type, at, data };
      return (await inOrganization(db, published.organization, (tx) => acceptEvent(tx, row))).event;
    },
    async sent(chat) {
      const answer = await fetch(`${sandbox.url}/__sandbox/requests?after=0&limit=10000`);
      const { requests } = (await answer.json()) as { requests: { accepted: boolean; message?: SandboxMessage }[] };
      return requests.flatMap((request) =>
        request.accepted && request.message?.touser === chat ? [request.message] : [],
      );
    },
    async answer(chat, text) {
      await control('POST', `/__sandbox/patients/${chat}/reply`, { text });
      for (const account of await room.accounts.all()) room.news(account.id, '');
    },
    async close() {
      await room.stop();
      await notifications.stop();
      await db.close();
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
