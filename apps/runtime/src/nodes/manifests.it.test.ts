import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawJourney } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { drawn, type People, published, runOf } from '../api/published-run.ts';

let stage: ApiStage;
let people: People;
beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
});
afterAll(() => stage.close());

const withWebhook = () =>
  drawJourney(
    'hook',
    {
      start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
      hook: ['webhook', { url: 'https://hooks.example.org/' }],
      done: ['exit', { outcome: 'done' }],
    },
    [
      ['start', 'next', 'hook'],
      ['hook', 'ok', 'done'],
    ],
  );

test('a page that was built with another node may not publish it, and learns which one', async () => {
  const journey = await drawn(stage, people, withWebhook());
  const api = stage.as(people.operator);
  const { manifests } = await api.nodes.read({ journey });
  expect(Object.keys(manifests).sort()).toEqual(['exit', 'trigger-event', 'webhook']);
  for (const page of [
    { ...manifests, webhook: '1:sha256:other' },
    { ...manifests, webhook: undefined },
  ]) {
    const input = { journey, revision: 0, manifests: JSON.parse(JSON.stringify(page)) };
    const refusal = await api.publishing.publish(input).catch((error: unknown) => toSuiviError(error));
    expect(refusal).toMatchObject({ code: 'NODE_MANIFEST_DIFFERS', params: { type: 'webhook' } });
  }
  expect(await api.publishing.publish({ journey, revision: 0, manifests })).toMatchObject({ number: 1 });
});

test('a version keeps the manifests of the nodes that an activity runs', async () => {
  const { journey, version } = await published(stage, people, withWebhook());
  const { manifests } = await stage.as(people.operator).nodes.read({ journey });
  const { rows } = await stage.db.worker.query<{ manifests: unknown }>(
    'SELECT manifests FROM journey_versions WHERE id = $1',
    [version.id],
  );
  expect(rows[0]?.manifests).toEqual({ webhook: manifests.webhook });
});

test('the canvas learns of a node that changed while people are on their way to it', async () => {
  const home = await published(stage, people, withWebhook());
  const api = stage.as(people.operator);
  const patient = await api.patients.createTest({ name: '甲' });
  await runOf(stage.db, people, home, patient, 'hook');
  expect((await api.nodes.read(home)).differing).toEqual([]);
  // As if the version had been published with another node: no role of the product may write this.
  const owner = new Client({ connectionString: stage.db.url });
  await owner.connect();
  await owner.query('UPDATE journey_versions SET manifests = $2 WHERE id = $1', [
    home.version.id,
    { webhook: '1:sha256:other', 'clinic/gone': '3:sha256:other' },
  ]);
  await owner.end();
  expect((await api.nodes.read(home)).differing).toEqual([
    { type: 'clinic/gone', number: 1, inside: 1 },
    { type: 'webhook', number: 1, inside: 1 },
  ]);
});
