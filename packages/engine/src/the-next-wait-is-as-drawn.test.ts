import { expect, test } from 'vitest';
import { begin, end, Play, planOf, wait, waitUntil } from './play-fixture.ts';

const UTC = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
const DAY = 86_400_000;

test('a wait that a pause made longer does not make the next one longer when it is paused too', () => {
  const plan = planOf({
    start: begin('first'),
    first: wait({ after: 100, to: 'second' }),
    second: wait({ after: 100, to: 'done' }),
    done: end('done'),
  });
  const play = new Play(plan).command({ op: 'pause', node: 'first', mode: 'stretch', at: 10 });
  play.command({ op: 'resume', node: 'first', at: 40 });
  expect(play.passed(130).waitsUntil).toBe(230);
  expect(play.state.tokens).toMatchObject([{ at: 'second', since: 130 }]);
  expect(play.state.tokens[0]).not.toHaveProperty('longer');
});

test('an operator sets the deadline of one wait: the next one follows its date again', () => {
  const plan = planOf(
    {
      start: begin('visit'),
      visit: waitUntil({ date: { field: 'visit', offsetDays: 0, at: '00:00' } }, 'after'),
      after: waitUntil({ date: { field: 'visit', offsetDays: 9, at: '00:00' } }, 'done'),
      done: end('done'),
    },
    { facts: ['visit'], listens: ['field.changed'] },
  );
  const play = new Play(plan, 0, { zone: UTC }).facts({ visit: '1970-01-03' });
  play.command({ op: 'setDeadline', node: 'visit', until: 5_000, at: 30 });
  play.passed(5_000).facts({ visit: '1970-01-03' });
  expect(play.waitsUntil).toBe(11 * DAY);
  play.event('field.changed', 6_000, { key: 'visit' }).facts({ visit: '1970-01-04' });
  expect(play.waitsUntil).toBe(12 * DAY);
});

test('a patient who enters in a clinical hold has waits that grow by the hold from the entry on', () => {
  const plan = planOf({
    start: begin('rest'),
    rest: wait({ after: 100, to: 'done' }, [], { hold: 'extend' }),
    done: end('done'),
  });
  const play = new Play(plan, 10, { clinicalHold: true }).event('clinical.released', 40);
  expect(play.waitsUntil).toBe(140);
});
