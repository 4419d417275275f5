import type { TestPatient } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from './api-stage.ts';
import { type People, published } from './published-run.ts';

let stage: ApiStage;
let people: People;
let journey: string;
let patient: TestPatient;

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  journey = (await published(stage, people, threeNodes())).journey;
  patient = await stage.as(people.operator).patients.createTest({ name: '测试' });
});
afterAll(() => stage.close());

test.each([
  ['NUL', 'a\u0000b'],
  ['half an emoji', 'a\ud83d'],
])('%s is refused with its own code wherever text comes in, not by the database', async (_, text) => {
  const operator = stage.as(people.operator);
  const admin = stage.as(people.admin);
  const calls = [
    () => operator.journeys.create({ title: { zh: text } }),
    () => operator.people.enrol({ journey, patient: text }),
    () => operator.people.sendTestEvent({ patient: text, type: 'order.paid' }),
    () => operator.people.sendTestEvent({ patient: patient.externalId, type: 'order.paid', data: { note: text } }),
    () => operator.people.runs({ journey, node: text }),
    () => operator.publishing.publish({ journey, revision: 0, note: text }),
    () => operator.patients.createTest({ name: text }),
    () => admin.keys.create({ name: text }),
  ];
  for (const call of calls) {
    // What the boundary refuses is named by the schema; a client reads it as TEXT_NOT_UNICODE.
    await expect(call(), String(call)).rejects.toThrow('TEXT_NOT_UNICODE');
  }
});
