import type { DraftCommand } from '@suivi/schema';
import type { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { type ApiStage, openApiStage, withRoles } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { drawn, type People } from '../api/published-run.ts';

let stage: ApiStage;
let people: People;
let journey: string;
let ann: ReturnType<ApiStage['as']>;
let ben: ReturnType<ApiStage['as']>;

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  ann = stage.as(people.operator);
  ben = stage.as(withRoles(people.staff, ['operator']));
});
afterAll(() => stage.close());
beforeEach(async () => {
  journey = await drawn(stage, people, threeNodes());
});

const title = (zh: string): DraftCommand => ({ do: 'setTitle', title: { zh } });
const about = (zh: string): DraftCommand => ({ do: 'setDescription', description: { zh } });
const write = (text: string): DraftCommand => ({ do: 'setConfig', id: 'hello', config: { text } });
const apply = (who: typeof ann, baseRevision: number, ...commands: DraftCommand[]) =>
  who.drafts.edit({ journey, baseRevision, commands });
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: TRPCError) => toSuiviError(error),
  );
const draft = async () => (await ann.journeys.get({ journey })).draft;

test('commands are logged in order, also those that change nothing', async () => {
  const applied = await apply(ann, 0, title('一'), { do: 'disconnect', id: 'nowhere' }, title('二'));
  expect(applied.revision).toBe(3);
  expect(applied.entries.map(({ seq, command, by }) => [seq, command.do, by])).toEqual([
    [1, 'setTitle', 'operator 甲院'],
    [2, 'disconnect', 'operator 甲院'],
    [3, 'setTitle', 'operator 甲院'],
  ]);
  expect(applied.history.undo).toEqual(title('一'));
  expect((await draft()).title).toEqual({ zh: '二' });
});

test('of two people on the same base the second one gets what is missing, and nothing of theirs is applied', async () => {
  await apply(ann, 0, title('甲'));
  const stale = await refusal(apply(ben, 0, title('乙')));
  expect(stale?.code).toBe('DRAFT_STALE');
  expect(stale?.extra).toMatchObject({ revision: 1, entries: [{ seq: 1, command: title('甲') }] });
  expect((await draft()).title).toEqual({ zh: '甲' });
  expect((await apply(ben, 1, title('乙'))).revision).toBe(2);
});

test('when twenty people save at once on one base, exactly one wins', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => refusal(apply(ann, 0, title(`${n}`)))));
  expect(tries.filter((refused) => refused === undefined)).toHaveLength(1);
  expect(tries.filter((refused) => refused?.code === 'DRAFT_STALE')).toHaveLength(19);
  expect((await ann.drafts.log({ journey, after: 0 })).entries).toHaveLength(1);
});

test('undo takes back only one’s own newest command, step by step, and redo brings it back', async () => {
  await apply(ann, 0, title('甲'));
  await apply(ben, 1, about('乙'));
  const undone = await ann.drafts.undo({ journey, baseRevision: 2 });
  expect(undone.revision).toBe(3);
  expect(await draft()).toMatchObject({ title: { zh: 'three', en: 'three' }, description: { zh: '乙' } });
  expect(undone.history).toEqual({ redo: title('甲') });
  // Nothing of one's own is left: nothing happens.
  expect((await ann.drafts.undo({ journey, baseRevision: 3 })).revision).toBe(3);
  const redone = await ann.drafts.redo({ journey, baseRevision: 3 });
  expect(await draft()).toMatchObject({ title: { zh: '甲' }, description: { zh: '乙' } });
  expect(redone.history.undo).toEqual({ do: 'setTitle', title: { zh: 'three', en: 'three' } });
  expect(redone.history.redo).toBeUndefined();
});

test('a new command of one’s own makes the redo void, one of somebody else does not', async () => {
  await apply(ann, 0, title('一'));
  await ann.drafts.undo({ journey, baseRevision: 1 });
  const other = await apply(ben, 2, about('乙'));
  expect(other.history.redo).toBeUndefined();
  expect((await ann.journeys.get({ journey })).history.redo).toEqual(title('一'));
  await apply(ann, 3, title('二'));
  expect((await ann.journeys.get({ journey })).history.redo).toBeUndefined();
});

test('undo and redo refuse a stale base too', async () => {
  await apply(ann, 0, title('一'));
  expect((await refusal(ann.drafts.undo({ journey, baseRevision: 0 })))?.code).toBe('DRAFT_STALE');
  expect((await refusal(ann.drafts.redo({ journey, baseRevision: 7 })))?.code).toBe('DRAFT_STALE');
});

test.each([
  ['NUL', 'a\u0000b'],
  ['a lone surrogate', 'a\ud83d'],
])('%s in a text is refused before it reaches the database', async (_, text) => {
  expect((await refusal(apply(ann, 0, title(text))))?.code).toBe('TEXT_NOT_UNICODE');
  expect((await refusal(apply(ann, 0, write(text))))?.code).toBe('TEXT_NOT_UNICODE');
  expect((await refusal(apply(ann, 0, { do: 'setConfig', id: 'hello', config: { [text]: 1 } })))?.code).toBe(
    'TEXT_NOT_UNICODE',
  );
  expect((await ann.drafts.log({ journey, after: 0 })).revision).toBe(0);
});

test('a journey of more than 2,000 nodes is refused as a whole', async () => {
  const node = { type: 'exit', version: 1, config: { outcome: 'x' } };
  const of = Array.from({ length: 1_998 }, (_, n) => ({
    do: 'addNode' as const,
    id: `n${n}`,
    node,
    at: { x: 0, y: n },
  }));
  expect((await refusal(apply(ann, 0, title('大'), { do: 'batch', of })))?.code).toBe('DRAFT_TOO_LARGE');
  expect(await draft()).toEqual(expect.objectContaining({ title: { zh: 'three', en: 'three' } }));
});

test('an edit of a text ends the review, a move of a node does not', async () => {
  await ann.review.submit({ journey });
  await apply(ann, 0, { do: 'moveNodes', to: { hello: { x: 9, y: 9 } } }, title('新标题'));
  expect((await ann.journeys.get({ journey })).review).toMatchObject({ state: 'inReview', by: 'operator 甲院' });
  await apply(ann, 2, write('换了正文'));
  expect((await ann.journeys.get({ journey })).review).toEqual({ state: 'draft' });
});

test('a document of a newer format is not opened, and hides no other journey from the list', async () => {
  await stage.db.worker.query(
    `UPDATE journey_drafts SET document = jsonb_set(document, '{v}', '"suivi.journey/99"') WHERE journey_id = $1`,
    [journey],
  );
  expect((await refusal(ann.journeys.get({ journey })))?.code).toBe('DRAFT_FORMAT_NEWER');
  expect((await refusal(apply(ann, 0, title('x'))))?.code).toBe('DRAFT_FORMAT_NEWER');
  const item = (await ann.journeys.list()).find(({ id }) => id === journey);
  expect(item).toMatchObject({ title: { zh: 'three' }, problems: 1, status: 'draft' });
});
