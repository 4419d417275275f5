import { compile, planHash } from '@suivi/compiler';
import { canonicalJson } from '@suivi/schema';
import { TZDATA_VERSION, zoneTable } from '@suivi/schema/zones';
import { defaultPayloadConverter } from '@temporalio/common';
import { expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { dataConverter } from './data-converter.ts';
import { KeyRing } from './key-ring.ts';
import { PlanStore } from './plan-store.ts';

const keys = new KeyRing('k1', new Map([['k1', Buffer.alloc(32, 7)]]));
const { plan } = compile(threeNodes(), 'journey');
if (!plan) throw new Error('the test journey does not compile');
const hash = planHash(plan);
const rows = (body: string) =>
  ({ query: async () => ({ rows: [{ body }] }) }) as unknown as ConstructorParameters<typeof PlanStore>[0];
const store = new PlanStore(rows(canonicalJson(plan)));

async function through(value: unknown, from = dataConverter(keys, store), to = dataConverter(keys, store)) {
  let payloads = [defaultPayloadConverter.toPayload(value)];
  for (const codec of from.payloadCodecs ?? []) payloads = await codec.encode(payloads);
  const [wire] = payloads;
  for (const codec of [...(to.payloadCodecs ?? [])].reverse()) payloads = await codec.decode(payloads);
  const [payload] = payloads;
  if (!wire || !payload) throw new Error('a codec lost a payload');
  return { wire, value: defaultPayloadConverter.fromPayload<Record<string, unknown>>(payload) };
}

test('what goes through the chain comes back as it was', async () => {
  const value = { text: '您好 😀', list: Array.from({ length: 200 }, (_, n) => n) };
  expect((await through(value)).value).toEqual(value);
});

test('the wire holds nothing in the clear and names its key', async () => {
  const { wire } = await through({ secret: '植入正文' });
  const bytes = Buffer.concat([
    Buffer.from(wire.data ?? []),
    ...Object.values(wire.metadata ?? {}).map((part) => Buffer.from(part)),
  ]);
  expect(bytes.includes('植入正文')).toBe(false);
  expect(bytes.includes('secret')).toBe(false);
  expect(Buffer.from(wire.metadata?.key ?? []).toString()).toBe('k1');
});

test('a plan travels by its hash and arrives whole', async () => {
  const { wire, value } = await through({ plan: { $plan: hash }, run: 'r' });
  expect(value).toEqual({ plan: { $plan: hash, body: plan }, run: 'r' });
  expect((wire.data ?? []).length).toBeLessThan(300);
});

test('a wall clock travels by its name and the version of its database, beside the plan', async () => {
  const zone = { $zone: 'America/Chicago', version: TZDATA_VERSION };
  const { wire, value } = await through({ plan: { $plan: hash }, zone });
  expect(value).toEqual({ plan: { $plan: hash, body: plan }, zone: { ...zone, body: zoneTable('America/Chicago') } });
  expect((wire.data ?? []).length).toBeLessThan(350);
  const back = await through(value, dataConverter(keys, store), dataConverter(keys));
  expect(back.value).toEqual({ plan: { $plan: hash }, zone });
});

test('a wall clock of another database is refused: its instants may be others', async () => {
  const old = through({ zone: { $zone: 'America/Chicago', version: '1999a' } });
  await expect(old).rejects.toThrow('ZONE_VERSION_UNKNOWN');
});

test('an expanded plan is stripped again on its way out', async () => {
  const { value } = await through(
    { plan: { $plan: hash, body: plan } },
    dataConverter(keys, store),
    dataConverter(keys),
  );
  expect(value).toEqual({ plan: { $plan: hash } });
});

test('a stored plan whose bytes were changed is refused', async () => {
  const forged = new PlanStore(rows(canonicalJson({ ...plan, zone: 'Europe/Berlin' })));
  await expect(forged.get(hash)).rejects.toThrow('PLAN_HASH_MISMATCH');
});

test('a payload sealed with another key cannot be read', async () => {
  const other = new KeyRing('k1', new Map([['k1', Buffer.alloc(32, 8)]]));
  await expect(through({ a: 1 }, dataConverter(keys), dataConverter(other))).rejects.toThrow();
});
