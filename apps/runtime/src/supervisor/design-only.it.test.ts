import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ProductClient } from './stand-in/client.ts';
import { killAll, type Started, start, stateOf, WHOLE_PRODUCT } from './stand-in/started.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

/** The whole product with --design-only, on a machine where no Temporal could be had. */
let folder: string;
let run: Started;
let client: ProductClient;
const dataDir = () => join(folder, 'data');

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'tmp'), { mode: 0o711 });
  const env = { TMPDIR: join(folder, 'tmp'), XDG_RUNTIME_DIR: '', TEMPORAL_BIN: '/nowhere/temporal' };
  run = start(dataDir(), ['--design-only'], env, WHOLE_PRODUCT);
  client = new ProductClient(await run.ready());
  await client.arrive();
});
afterAll(async () => {
  run.process.kill('SIGTERM');
  await run.exited;
  killAll(dataDir());
  rmSync(folder, { recursive: true, force: true });
});

const refused = { code: 'DESIGN_ONLY', status: 409 };

test('it is ready without a Temporal and tells every page that nothing runs', async () => {
  expect(stateOf(dataDir())?.children.temporal).toBeUndefined();
  expect(run.output()).toContain('Design only: no journey runs\n');
  expect(await client.ready()).toBe('ready');
  expect(await client.system()).toMatchObject({ designOnly: true });
});

test('a journey is drawn and sent for review, and refused when it is to be published', async () => {
  const operator = await client.signIn('operator');
  const made = await client.rpc(operator, 'journeys.create', { title: { zh: '新旅程' } });
  const commands = [{ do: 'setTitle', title: { zh: '改过' } }];
  const edited = await client.rpc(operator, 'drafts.edit', { journey: made.id, baseRevision: 0, commands });
  expect(edited).toMatchObject({ revision: 1 });
  const publish = { journey: made.id, revision: 1, note: '' };
  expect(await client.rpc(operator, 'publishing.publish', publish)).toMatchObject(refused);
});

test('events and enrolments are refused, by page and by REST: nothing would come of them', async () => {
  expect(await client.send('e-1')).toMatchObject({ status: 409, body: refused });
  const operator = await client.signIn('operator');
  const someId = '01a21242-b609-7696-9ecc-159449a666b5';
  const enrolment = { journey: someId, patient: someId };
  expect(await client.rpc(operator, 'people.enrol', enrolment)).toMatchObject(refused);
});
