import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { type Published, publishRows, testPatient } from '../../test/published.ts';
import { scratchDatabase } from '../../test/scratch-database.ts';
import { KeyRing } from '../codec/key-ring.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { ChannelAccounts, saveAccount } from './channel-accounts.ts';
import { Dispatcher } from './dispatcher.ts';
import { makeSendMessage } from './send-message.ts';

/** A vendor that takes every message, and looks into our books while it has it in hand. */
interface Asked {
  msgid: string;
  stored: { state: string; attempts: number } | undefined;
}

let db: Database;
let drop: () => Promise<void>;
let published: Published;
let dispatcher: Dispatcher;
let asked: Asked[] = [];
const vendor = createServer((request, response) => {
  const answer = (body: unknown) => response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...Object(body) }));
  if (!request.url?.startsWith('/cgi-bin/kf/send_msg')) {
    answer({ access_token: 't', expires_in: 7_200 });
    return;
  }
  void bodyOf(request).then(async ({ msgid }) => {
    const { rows } = await db.worker.query('SELECT state, attempts FROM outbox ORDER BY created_at DESC LIMIT 1');
    asked.push({ msgid, stored: rows[0] });
    answer({ msgid });
  });
});

async function bodyOf(request: IncomingMessage): Promise<{ msgid: string }> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as { msgid: string };
}

beforeAll(async () => {
  const scratch = await scratchDatabase();
  drop = scratch.drop;
  db = openDatabase(scratch.url);
  published = await publishRows(db, threeNodes());
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const { port } = vendor.address() as AddressInfo;
  const keys = new KeyRing('k1', new Map([['k1', Buffer.alloc(32, 1)]]));
  const kf = { baseUrl: `http://127.0.0.1:${port}`, corpId: 'c', secret: 's', openKfId: 'k' };
  const callback = { token: 't', encodingAesKey: 'A'.repeat(43), receiveId: 'c' };
  const account = { id: uuidv7(), organizationId: published.organization, sandbox: true, settings: { kf, callback } };
  await saveAccount(db.worker, keys, account);
  dispatcher = new Dispatcher(db, new ChannelAccounts(db, keys));
});
afterEach(async () => {
  asked = [];
  await db.worker.query("UPDATE outbox SET state = 'blocked' WHERE state IN ('queued', 'sending')");
});
afterAll(async () => {
  vendor.close();
  await db.close();
  await drop();
});

/** A run that stands at its message, and the message that the activity made of it. */
async function send(content?: string) {
  const { id: patient } = await testPatient(db, published.organization);
  const [run, event] = [uuidv7(), uuidv7()];
  await db.worker.query(
    `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data)
     VALUES ($1, $2, $3, 1, ($1::uuid)::text, '', 'order.paid', now(), '{}')`,
    [event, published.organization, patient],
  );
  await db.worker.query(
    `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at)
     SELECT $1, $2, $3, id, plan_hash, $4, true, '', $5, 1, now() FROM journey_versions WHERE id = $6`,
    [run, published.organization, published.journey, patient, event, published.version],
  );
  const { rows } = await db.worker.query<{ hash: string }>(
    'SELECT content_hash AS hash FROM version_contents WHERE version_id = $1',
    [published.version],
  );
  const act = makeSendMessage(db, () => undefined);
  return act({
    trail: { run, epoch: 0, fence: 1, rows: [] },
    node: 'hello',
    visit: 1,
    at: Date.now(),
    with: { content: content ?? rows[0]?.hash ?? '', class: 'service', validFor: 'P1D' },
  });
}

const states = async () => {
  const { rows } = await db.worker.query<{ state: string }>('SELECT state FROM outbox ORDER BY created_at');
  return rows.map(({ state }) => state);
};

test('what is about to be sent is on record before the vendor hears of it', async () => {
  await send();
  expect(asked).toEqual([]);
  await dispatcher.dispatch();
  expect(asked.map(({ stored }) => stored)).toEqual([{ state: 'sending', attempts: 1 }]);
  expect((await states()).at(-1)).toBe('accepted');
});

test('two dispatchers at the same time hand a message over once', async () => {
  await send();
  await Promise.all([dispatcher.dispatch(), dispatcher.dispatch()]);
  expect(asked).toHaveLength(1);
});

test('a message that a process had in hand when it died is sent by the next one', async () => {
  await send();
  await db.worker.query(
    "UPDATE outbox SET state = 'sending', attempts = 1, next_try_at = now() - interval '1 second' WHERE state = 'queued'",
  );
  await dispatcher.dispatch();
  expect((await states()).at(-1)).toBe('accepted');
  expect(asked).toHaveLength(1);
});

test('a text that nobody signed for this version is blocked, and the run is told why', async () => {
  const before = await states();
  expect(await send(`sha256:${'0'.repeat(64)}`)).toEqual({ outcome: 'blocked', detail: { reason: 'approval' } });
  expect(await states()).toEqual(before);
});
