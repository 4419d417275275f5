import { type Permission, ROLES, type SuiviError } from '@suivi/schema';
import type { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replyJourney } from '../../test/journeys.ts';
import { taskOf } from '../tasks/task-stage.ts';
import { type ApiStage, openApiStage, withRoles } from './api-stage.ts';
import type { Caller } from './caller.ts';
import { toSuiviError } from './error-shape.ts';
import { type People, published, runOf } from './published-run.ts';
import { appRouter } from './router.ts';

type Need = Permission | 'anyone' | 'signed-in';

const SECRETS = ['甲院旅程', '甲院正文', '甲院患者', '甲院密钥'];

let stage: ApiStage;
let first: People;
let second: People;
/** For every procedure an input that names real things of the first organization. */
let inputs: Record<string, unknown>;

beforeAll(async () => {
  stage = await openApiStage();
  [first, second] = [await stage.organization('甲院'), await stage.organization('乙院')];
  const document = replyJourney({ wait: 'P1D', timeout: 'P1D', texts: ['甲院正文一', '甲院正文二'] });
  const home = await published(stage, first, { ...document, title: { zh: '甲院旅程' } });
  const patient = await stage.as(first.operator).patients.createTest({ name: '甲院患者' });
  const run = await runOf(stage.db, first, home, patient, 'pause');
  await stage.as(first.admin).staff.saveGroup({ key: 'nurse', label: { zh: '甲院旅程护士' } });
  const task = await taskOf(stage.db, run);
  const key = await stage.as(first.admin).keys.create({ name: '甲院密钥' });
  const { journey } = home;
  const { needs, revision } = await stage.as(first.operator).journeys.get({ journey });
  const [need] = needs;
  const at = { journey, baseRevision: revision };
  const thread = await stage.as(first.operator).threads.open({ journey, mustFix: false, body: '甲院正文批注' });
  inputs = {
    'session.me': undefined,
    'session.system': undefined,
    'journeys.list': undefined,
    'journeys.get': { journey },
    'journeys.create': { title: { zh: '新的' } },
    'drafts.edit': { ...at, commands: [{ do: 'setTitle', title: { zh: '改了' } }] },
    'drafts.log': { journey, after: 0 },
    'drafts.undo': at,
    'drafts.redo': at,
    'review.submit': { journey },
    'review.withdraw': { journey },
    'review.approve': { journey, node: 'hello', contentHash: need?.contentHash, contextHash: need?.contextHash },
    'threads.list': { journey },
    'threads.open': { journey, node: 'hello', mustFix: true, body: '请改' },
    'threads.reply': { thread: thread.id, body: '好的' },
    'threads.resolve': { thread: thread.id, resolved: true },
    'nodes.read': { journey },
    'publishing.check': { journey },
    'publishing.publish': { journey, revision },
    'people.runs': { journey },
    'people.run': { run },
    'people.watch': { journey, run },
    'people.at': { journey, node: 'pause', state: 'here' },
    'people.why': { run, node: 'ask' },
    'people.older': { journey },
    'people.enrol': { journey, patient: patient.externalId },
    'people.control': { run, op: 'skipWait', node: 'pause', expectSeq: 1, reason: '试一下' },
    'people.sendTestEvent': { patient: patient.id, type: 'order.paid' },
    'tasks.list': { filter: 'group', due: 'all' },
    'tasks.close': { task, outcome: 'done' },
    'tasks.confirmMessage': { key: `${run}/hello/1` },
    'tasks.declineMessage': { key: `${run}/hello/1`, reason: '不合适' },
    'staff.groups': undefined,
    'staff.people': undefined,
    'staff.saveGroup': { key: 'nurse', label: { zh: '甲院旅程护士' } },
    'staff.setMembers': { group: 'nurse', members: [first.staff.userId] },
    'patients.list': {},
    'patients.get': { patient: patient.id },
    'patients.timeline': { patient: patient.id },
    'patients.hold': { patient: patient.id, hold: true, reason: '住院' },
    'patients.editFields': { patient: patient.id, fields: { nextExam: '2026-11-20' } },
    'patients.listTest': undefined,
    'patients.createTest': { name: '新的' },
    'keys.list': undefined,
    'keys.create': { name: '新的' },
    'keys.revoke': { id: key.id },
    'audit.list': {},
  };
});
afterAll(() => stage.close());

const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]) => {
  const { meta } = (procedure as unknown as { _def: { meta?: { permission: Need } } })._def;
  return { path, need: meta?.permission };
});

/** Calls a procedure by its path; of a subscription it takes the first event. */
async function call(path: string, caller: Caller | undefined): Promise<unknown> {
  const found = path.split('.').reduce<unknown>((at, key) => Reflect.get(Object(at), key), stage.as(caller));
  const answer: unknown = await (found as (input: unknown) => Promise<unknown>)(inputs[path]);
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  const events = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const { value } = await events.next();
  await events.return?.();
  return value;
}

const refusalOf = (path: string, caller: Caller | undefined): Promise<SuiviError | undefined> =>
  call(path, caller).then(
    () => undefined,
    (error: TRPCError) => toSuiviError(error),
  );

const mayCall = (need: Need | undefined, caller: Caller): boolean =>
  need === 'anyone' || need === 'signed-in' || (need !== undefined && caller.permissions.has(need));

test('every procedure says which permission it needs, and has an input in this test', () => {
  expect(procedures.filter(({ need }) => need === undefined)).toEqual([]);
  expect(procedures.map(({ path }) => path).sort()).toEqual(Object.keys(inputs).sort());
});

describe.each(procedures)('$path', ({ path, need }) => {
  test.each(ROLES)('is open to %s exactly when the role has its permission', async (role) => {
    const caller = first[role];
    const refusal = await refusalOf(path, caller);
    expect(refusal?.code === 'NOT_ALLOWED').toBe(!mayCall(need, caller));
    expect(['INTERNAL', 'NOT_SIGNED_IN', 'INPUT_INVALID']).not.toContain(refusal?.code);
  });

  test('is shut to whoever is not signed in', async () => {
    const refusal = await refusalOf(path, undefined);
    expect(refusal?.code).toBe(need === 'anyone' ? undefined : 'NOT_SIGNED_IN');
  });

  test('neither shows nor changes anything of another organization', async () => {
    const stranger = withRoles(second.operator, ROLES);
    const before = await rowsOf(first.operator.organizationId);
    const answer = await call(path, stranger).catch((error: TRPCError) => {
      const { code, extra } = toSuiviError(error);
      expect(code).toMatch(/_UNKNOWN$|^NOT_FOUND$/);
      return extra;
    });
    for (const secret of SECRETS) expect(JSON.stringify(answer ?? null)).not.toContain(secret);
    expect(await rowsOf(first.operator.organizationId)).toEqual(before);
  });
});

/** Every row that belongs to an organization, as text. */
async function rowsOf(organization: string): Promise<Record<string, string[]>> {
  const tables = await stage.db.worker.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const found = await stage.db.worker.query<{ row: string }>(
      `SELECT t::text AS row FROM ${name} t WHERE organization_id = $1 ORDER BY 1`,
      [organization],
    );
    rows[name] = found.rows.map(({ row }) => row);
  }
  return rows;
}
