import type { Deadline, WaitOp } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { zoneTable } from '@suivi/schema/zones';
import { describe, expect, test } from 'vitest';
import { WorkDays } from './calendar.ts';
import { dayOf } from './calendar-date.ts';
import { ask, begin, end, Play, planOf, wait, waitUntil } from './play-fixture.ts';
import { simulate } from './simulate.ts';
import type { Calendars } from './state.ts';

const utc = (text: string) => Date.parse(text);
const zone = zoneTable('Asia/Shanghai');
const calendar = 'cn-workdays';
const rules = { calendars: [calendar], facts: ['day'], listens: ['calendar.added', 'field.changed'] };
const hashOf = (year: number) => cnWorkdays.find((each) => each.year === year)?.hash;
const without = (year: number): Calendars => cnWorkdays.filter((each) => each.year !== year);

const planFor = (deadline: Deadline, more: Partial<WaitOp> = {}) =>
  planOf(
    { start: begin('until'), until: waitUntil(deadline, 'done', more), done: end('done'), over: end('over') },
    rules,
  );
const arriving = (deadline: Deadline, arrived: string, more: Partial<WaitOp> = {}) =>
  new Play(planFor(deadline, more), utc(arrived), { zone });
const inWorkDays = (inDays: number): Deadline => ({ inDays, at: '09:00', calendar });

describe('the work days of China', () => {
  const works = (date: string) => new WorkDays(cnWorkdays).has(calendar, dayOf(date) ?? 0);

  test.each<[string, boolean | undefined, string]>([
    ['2026-10-01', false, 'National Day, a Thursday'],
    ['2026-10-10', true, 'a Saturday made up for it'],
    ['2026-10-17', false, 'a Saturday like others'],
    ['2026-10-12', true, 'a Monday like others'],
    ['2026-02-17', false, 'Spring Festival'],
    ['2018-12-29', true, 'a Saturday made up for New Year, said in the notice for 2019'],
    ['2018-12-31', false, 'a Monday off, said in the notice for 2019'],
    ['2027-01-04', undefined, 'a year that nobody has announced'],
  ])('%s: %s (%s)', (date, expected) => {
    expect(works(date)).toBe(expected);
  });
});

describe('“in 3 work days”', () => {
  test.each([
    [3, '2026-09-28T02:00:00Z', '2026-10-08', 'over National Day: 29, 30, then the 8th'],
    [3, '2026-10-08T02:00:00Z', '2026-10-12', 'counts the Saturday that is made up: 9, 10, 12'],
    [1, '2026-10-08T17:00:00Z', '2026-10-10', 'from the local date of the arrival, which is the 9th already'],
    [0, '2026-10-10T00:00:00Z', '2026-10-10', 'none from a work day is that day'],
    [0, '2026-10-01T00:00:00Z', '2026-10-08', 'none from a holiday is the next work day'],
    [1, '2026-10-01T00:00:00Z', '2026-10-08', 'one from a holiday is the next work day, too'],
    [2, '2025-12-30T02:00:00Z', '2026-01-04', 'over New Year: 31, then the Sunday that is made up'],
  ])('%d from %s is %s: %s', (inDays, from, to) => {
    const play = arriving(inWorkDays(inDays), from).facts({}, cnWorkdays);
    expect(play.waitsUntil).toBe(utc(`${to}T01:00:00Z`));
  });

  test('asks for the years around now, by name', () => {
    expect(arriving(inWorkDays(1), '2025-12-31T20:00:00Z').effects).toEqual([
      { do: 'facts', fields: ['day'], calendars: { names: [calendar], years: [2024, 2025, 2026, 2027] } },
    ]);
  });

  test('is the same under the virtual clock', () => {
    const enrolment = { run: 'r1', patient: 'p1', seq: 0 };
    const script = { events: [], until: utc('2026-10-09T00:00:00Z'), act: () => ({ outcome: 'queued' }) };
    const simulated = (calendars?: Calendars) =>
      simulate(
        planFor(inWorkDays(3)),
        enrolment,
        utc('2026-09-28T02:00:00Z'),
        { ...script, ...(calendars ? { calendars } : {}) },
        zone,
      ).rows.at(-1);
    expect(simulated(cnWorkdays)).toMatchObject({ kind: 'left', at: utc('2026-10-08T01:00:00Z') });
    expect(simulated()).toMatchObject({ kind: 'held', by: 'calendar', detail: { calendar, year: 2026 } });
  });

  test('records the hash of every year that the deadline stands on, and of no other', () => {
    const play = arriving(inWorkDays(2), '2025-12-30T02:00:00Z').facts({}, cnWorkdays);
    expect(play.last).toMatchObject({
      kind: 'waiting',
      detail: { calendar: { 'cn-workdays/2025': hashOf(2025), 'cn-workdays/2026': hashOf(2026) } },
    });
    const inside = arriving(inWorkDays(1), '2026-10-08T02:00:00Z').facts({}, cnWorkdays);
    expect(inside.last?.detail).toEqual({ calendar: { 'cn-workdays/2026': hashOf(2026) } });
  });
});

describe('a date of the patient that is no work day', () => {
  const dated = (move: 'before' | 'after', yearly?: true): Deadline => ({
    date: { field: 'day', offsetDays: -3, at: '09:00', workday: { calendar, move }, ...(yearly ? { yearly } : {}) },
  });
  const due = (deadline: Deadline, day: string, arrived = '2026-08-01T00:00:00Z') =>
    arriving(deadline, arrived).facts({ day }, cnWorkdays).waitsUntil;

  test('moves to the work day before or after it, once the offset is made', () => {
    expect(due(dated('before'), '2026-10-08')).toBe(utc('2026-09-30T01:00:00Z'));
    expect(due(dated('after'), '2026-10-08')).toBe(utc('2026-10-08T01:00:00Z'));
    expect(due(dated('after'), '2026-10-13')).toBe(utc('2026-10-10T01:00:00Z'));
  });

  test('and comes every year, needs the calendar of that year only', () => {
    const play = arriving(dated('after', true), '2026-08-01T00:00:00Z');
    play.facts({ day: '1961-10-08' }, cnWorkdays);
    expect(play.waitsUntil).toBe(utc('2026-10-08T01:00:00Z'));
    expect(play.last?.detail).toEqual({ calendar: { 'cn-workdays/2026': hashOf(2026) } });
  });
});

describe('a window on work days', () => {
  const window: Deadline = { window: { from: '09:00', to: '18:00', calendar } };

  test('opens on the next of them, a Saturday that is made up among them', () => {
    expect(arriving(window, '2026-10-02T02:00:00Z').facts({}, cnWorkdays).waitsUntil).toBe(utc('2026-10-08T01:00:00Z'));
    const friday = arriving(window, '2026-10-09T12:00:00Z').facts({}, cnWorkdays);
    expect(friday.last).toMatchObject({
      kind: 'deferred',
      until: utc('2026-10-10T01:00:00Z'),
      detail: { calendar: { 'cn-workdays/2026': hashOf(2026) } },
    });
  });

  test('that is open records the year too', () => {
    const play = arriving(window, '2026-10-10T02:00:00Z').facts({}, cnWorkdays);
    expect(play.rows.find(({ kind }) => kind === 'woke')).toMatchObject({
      by: 'window',
      detail: { calendar: { 'cn-workdays/2026': hashOf(2026) } },
    });
  });
});

describe('a year that nobody has added', () => {
  const NEW_YEAR = '2026-12-31T02:00:00Z';

  test('is never “no holiday”: the patient is held, and the row says for which calendar and year', () => {
    const play = arriving(inWorkDays(1), NEW_YEAR).facts({}, cnWorkdays);
    expect(play.last).toEqual({
      seq: 3,
      node: 'until',
      visit: 1,
      kind: 'held',
      at: utc(NEW_YEAR),
      by: 'calendar',
      detail: { calendar, year: 2027 },
    });
    expect(play.effects).toEqual([{ do: 'wait', until: null }]);
  });

  test('once added lets the patient go on, with the deadline that it would have been', () => {
    const play = arriving(inWorkDays(1), NEW_YEAR).facts({}, cnWorkdays);
    play.event('calendar.added', utc('2027-01-01T00:00:00Z'), { calendar, year: 2027 });
    expect(play.effects[0]).toMatchObject({ do: 'facts', calendars: { years: [2026, 2027, 2028, 2029] } });
    const added = { calendar, year: 2027, hash: 'sha256:2027', off: ['01-01'], on: ['01-02'] };
    play.facts({}, [...cnWorkdays, added]);
    expect(play.waitsUntil).toBe(utc('2027-01-02T01:00:00Z'));
    expect(play.last).toMatchObject({ kind: 'waiting', detail: { calendar: { 'cn-workdays/2027': 'sha256:2027' } } });
  });

  test('once added too late lets the patient go on at once, at the instant at which it was added', () => {
    const play = arriving(inWorkDays(1), NEW_YEAR).facts({}, cnWorkdays);
    const added = utc('2027-03-01T00:00:00Z');
    play.event('calendar.added', added, { calendar, year: 2027 });
    play.facts({}, [...cnWorkdays, { calendar, year: 2027, hash: 'sha256:2027', off: [], on: [] }]).passed(added);
    expect(play.last).toMatchObject({ kind: 'left', at: added });
  });

  test('another calendar, or another year, releases nobody, and writes nothing twice', () => {
    const play = arriving(inWorkDays(1), NEW_YEAR).facts({}, cnWorkdays);
    const rows = play.rows.length;
    play.event('calendar.added', utc('2027-01-01T00:00:00Z'), { calendar: 'hk-workdays', year: 2027 });
    expect(play.effects).toEqual([{ do: 'wait', until: null }]);
    play.event('calendar.added', utc('2027-01-01T00:00:00Z'), { calendar, year: 2028 }).facts({}, cnWorkdays);
    expect(play.effects).toEqual([{ do: 'wait', until: null }]);
    expect(play.rows).toHaveLength(rows);
  });

  test('holds the next wait too, which says so itself, when an event ended the one before', () => {
    const events = [{ type: 'reply', port: 'reply', to: 'second' }];
    const plan = planOf(
      {
        start: begin('until'),
        until: waitUntil(inWorkDays(1), 'done', { events }),
        second: waitUntil(inWorkDays(2), 'done'),
        done: end('done'),
      },
      { ...rules, listens: [...rules.listens, 'reply'] },
    );
    const play = new Play(plan, utc(NEW_YEAR), { zone }).event('reply', utc(NEW_YEAR) + 1);
    play.facts({}, cnWorkdays).facts({}, cnWorkdays);
    expect(play.last).toMatchObject({ node: 'second', kind: 'held', by: 'calendar', detail: { year: 2027 } });
  });

  test('far ahead is asked for by name before anybody is held', () => {
    const date: Deadline = { date: { field: 'day', offsetDays: 0, at: '09:00', workday: { calendar, move: 'after' } } };
    const play = arriving(date, '2016-05-01T00:00:00Z');
    play.facts(
      { day: '2020-05-02' },
      cnWorkdays.filter(({ year }) => year < 2019),
    );
    expect(play.effects[0]).toMatchObject({ calendars: { years: [2015, 2016, 2017, 2018, 2020] } });
    play.facts({ day: '2020-05-02' }, cnWorkdays);
    expect(play.waitsUntil).toBe(utc('2020-05-06T01:00:00Z'));
  });

  test('among others that are known holds just the same: nothing is asked for without end', () => {
    const play = arriving(inWorkDays(600), '2024-06-03T00:00:00Z').facts({}, without(2025));
    expect(play.last).toMatchObject({ kind: 'held', detail: { year: 2025 } });
    const far = arriving(inWorkDays(1_500), '2018-06-04T00:00:00Z');
    const asked: number[][] = [];
    for (let effect = far.effects[0]; effect?.do === 'facts' && asked.length < 9; effect = far.effects[0]) {
      const years = effect.calendars?.years ?? [];
      asked.push(years);
      far.facts(
        {},
        cnWorkdays.filter(({ year }) => years.includes(year)),
      );
    }
    expect(asked.at(-1)).toEqual([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024]);
    expect(far.waitsUntil).toBeGreaterThan(utc('2024-01-01T00:00:00Z'));
  });

  test('keeps nobody from an event that they wait for, nor from a rule of the journey', () => {
    const events = [{ type: 'reply', port: 'reply', to: 'over' }];
    const listens = { ...rules, listens: [...rules.listens, 'reply', 'therapy.stopped'] };
    const ops = {
      start: begin('until'),
      until: waitUntil(inWorkDays(1), 'done', { events }),
      done: end('done'),
      over: end('over'),
    };
    const held = () =>
      new Play(
        planOf(ops, { ...listens, exits: [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }] }),
        utc(NEW_YEAR),
        {
          zone,
        },
      ).facts({}, cnWorkdays);
    expect(held().event('reply', utc('2027-01-05T00:00:00Z')).last).toMatchObject({ kind: 'left', by: 'over' });
    expect(held().event('therapy.stopped', utc('2027-01-05T00:00:00Z')).last).toMatchObject({ by: 'stopped' });
  });

  test('holds a to-do’s deadline, not its outcome', () => {
    const todo = (node: string) => ({
      ...ask('done', { ok: 'done' })(node),
      pending: { event: 'task.closed', until: { deadline: inWorkDays(1), port: 'unanswered', to: 'over' } },
    });
    const plan = planOf({ start: begin('call'), call: todo, done: end('done'), over: end('over') }, rules);
    const pending = () => new Play(plan, utc(NEW_YEAR), { zone }).acted('pending').facts({}, cnWorkdays);
    expect(pending().rows.slice(-2)).toMatchObject([{ kind: 'acting' }, { kind: 'held', by: 'calendar' }]);
    const closed = pending().event('task.closed', utc('2027-01-04T00:00:00Z'), { act: 'r1/call/1', outcome: 'ok' });
    expect(closed.last).toMatchObject({ kind: 'left', by: 'done' });
    const added = pending().event('calendar.added', utc('2027-01-01T00:00:00Z'), { calendar, year: 2027 });
    added.facts({}, [...cnWorkdays, { calendar, year: 2027, hash: 'h', off: ['01-01'], on: [] }]);
    expect(added.last).toMatchObject({ kind: 'acting', until: utc('2027-01-04T01:00:00Z') });
    expect(added.passed(utc('2027-01-04T01:00:00Z')).last).toMatchObject({ kind: 'left', by: 'over' });
  });

  test('holds one track, the others go on', () => {
    const plan = planOf(
      {
        start: begin('both'),
        both: (node) => ({
          op: 'fork',
          node,
          tracks: [
            { port: 'a', to: 'until' },
            { port: 'b', to: 'hour' },
          ],
        }),
        until: waitUntil(inWorkDays(1), 'done'),
        hour: wait({ after: 3_600_000, to: 'over' }),
        done: end('done'),
        over: end('over'),
      },
      rules,
    );
    const play = new Play(plan, utc(NEW_YEAR), { zone }).facts({}, cnWorkdays);
    expect(play.waitsUntil).toBe(utc(NEW_YEAR) + 3_600_000);
  });
});

describe('a year of the calendar that is corrected', () => {
  test('moves the deadlines that count by it, as any fact that changes does (rule 2)', () => {
    const play = arriving(inWorkDays(3), '2026-09-28T02:00:00Z').facts({}, cnWorkdays);
    const year = cnWorkdays.find((each) => each.year === 2026);
    if (!year) throw new Error('2026 is known');
    const corrected = { ...year, hash: 'sha256:corrected', off: [...year.off, '10-08'] };
    play.event('calendar.added', utc('2026-09-29T00:00:00Z'), { calendar, year: 2026 });
    play.facts({}, [...without(2026), corrected]);
    expect(play.waitsUntil).toBe(utc('2026-10-09T01:00:00Z'));
    expect(play.last?.detail).toEqual({ calendar: { 'cn-workdays/2026': 'sha256:corrected' } });
  });
});

test('a year that is added lets nobody go on whom something else holds', () => {
  // Every round is over on arrival: 200 steps without a wait are held as a loop.
  const plan = planOf(
    {
      start: begin('until'),
      until: waitUntil(inWorkDays(0), 'again'),
      again: (node) => ({ op: 'set', node, set: [{ variable: 'n', add: 1 }], next: { port: 'next', to: 'until' } }),
    },
    rules,
  );
  const play = new Play(plan, utc('2026-10-09T05:00:00Z'), { zone });
  const now = utc('2026-10-09T05:00:00Z');
  for (let k = 0; k < 250 && play.last?.kind !== 'held'; k++) {
    if (play.effects[0]?.do === 'facts') play.facts({}, cnWorkdays);
    else play.passed(now);
  }
  expect(play.last).toMatchObject({ kind: 'held', by: 'loop' });
  play.event('calendar.added', now, { calendar, year: 2026 });
  expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
});

test('of two calendars of one year each counts by its own', () => {
  const year = { year: 1970, hash: 'h', off: [] as string[], on: [] as string[] };
  const days = new WorkDays([
    { ...year, calendar: 'closed', off: ['01-01'] },
    { ...year, calendar: 'open' },
  ]);
  expect(days.has('closed', 0)).toBe(false);
  expect(days.has('open', 0)).toBe(true);
});
