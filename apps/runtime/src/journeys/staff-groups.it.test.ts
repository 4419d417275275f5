import type { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { approveAll, drawn } from '../api/published-run.ts';
import { alarmJourney } from '../tasks/task-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await openApiStage();
});
afterAll(() => stage.close());

test('a journey whose staff group the organization has not cannot be published, and says which node needs it', async () => {
  const people = await stage.organization('甲院');
  const journey = await drawn(stage, people, alarmJourney());
  await approveAll(stage, people, journey);
  const { publishing } = stage.as(people.operator);
  const refused = await publishing.publish({ journey, revision: 0 }).catch((error: TRPCError) => toSuiviError(error));
  expect(refused).toMatchObject({
    code: 'PUBLISH_REFUSED',
    extra: { missing: [{ code: 'STAFF_GROUP_MISSING', node: 'call', params: { group: 'nurse' } }] },
  });
  await stage.as(people.admin).staff.saveGroup({ key: 'nurse', label: { zh: '护士' } });
  expect(await publishing.check({ journey })).toMatchObject({ ready: true });
});

test('only people of the organization can be put into a group', async () => {
  const [people, others] = [await stage.organization('甲院'), await stage.organization('乙院')];
  const { staff } = stage.as(people.admin);
  await staff.saveGroup({ key: 'nurse', label: { zh: '护士' } });
  const set = (group: string, members: string[]) =>
    staff.setMembers({ group, members }).catch((error: TRPCError) => toSuiviError(error).code);
  expect(await set('nurse', [others.staff.userId])).toBe('STAFF_UNKNOWN');
  expect(await set('nobody', [people.staff.userId])).toBe('STAFF_GROUP_UNKNOWN');
  await set('nurse', [people.staff.userId, people.operator.userId]);
  await set('nurse', [people.staff.userId]);
  expect(await staff.groups()).toEqual([
    { key: 'nurse', label: { zh: '护士' }, members: [{ id: people.staff.userId, name: people.staff.name }] },
  ]);
});
