import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { zoneTable } from '@suivi/schema/zones';
import { expect, test } from 'vitest';
import { ask, begin, end, Play, planOf } from './play-fixture.ts';

const utc = (text: string) => Date.parse(text);
const ENTERED = utc('2026-09-28T02:00:00Z');
const ends = { done: end('done'), late: end('late') };
type Until = NonNullable<ReturnType<ReturnType<typeof ask>>['pending']>['until'];
const calling = (deadline: NonNullable<Until>['deadline']) =>
  new Play(
    planOf(
      {
        start: begin('call'),
        call: (node) => ({
          ...ask('done', { ok: 'done' })(node),
          pending: { event: 'task.closed', until: { deadline, port: 'unanswered', to: 'late' } },
        }),
        ...ends,
      },
      { facts: ['nextExam'], calendars: ['cn-workdays'], listens: ['field.changed', 'calendar.added'] },
    ),
    ENTERED,
    { zone: zoneTable('Asia/Shanghai') },
  ).acted('pending');

test('a to-do is due by a date of the patient, and follows it when it moves', () => {
  const play = calling({ date: { field: 'nextExam', offsetDays: -1, at: '17:00' } });
  play.facts({ nextExam: '2026-11-20' });
  expect(play.last).toMatchObject({ kind: 'acting', until: utc('2026-11-19T09:00:00Z') });
  play.event('field.changed', utc('2026-10-08T00:00:00Z'), { key: 'nextExam' }).facts({ nextExam: '2026-10-12' });
  expect(play.waitsUntil).toBe(utc('2026-10-11T09:00:00Z'));
  expect(play.passed(utc('2026-10-11T09:00:00Z')).last).toMatchObject({ kind: 'left', by: 'late' });
});

test('a to-do is due in so many work days, and its outcome comes as any other', () => {
  const play = calling({ inDays: 3, at: '17:00', calendar: 'cn-workdays' }).facts({}, cnWorkdays);
  expect(play.last).toMatchObject({ kind: 'acting', until: utc('2026-10-08T09:00:00Z') });
  play.event('task.closed', utc('2026-09-30T02:00:00Z'), { act: 'r1/call/1', outcome: 'ok' });
  expect(play.last).toMatchObject({ kind: 'left', by: 'done' });
});
