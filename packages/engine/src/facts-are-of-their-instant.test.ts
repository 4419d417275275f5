import { expect, test } from 'vitest';
import { begin, branch, end, is, Play, planOf, wait } from './play-fixture.ts';

const plan = planOf(
  {
    start: begin('first'),
    first: wait({ after: 90, to: 'young' }),
    young: branch([[is('patient', 'age', 5), 'second']], 'second'),
    second: wait({ after: 600, to: 'old' }),
    old: branch([[is('patient', 'age', 80), 'done']], 'wrong'),
    done: end('80'),
    wrong: end('5'),
  },
  { facts: ['age'], listens: ['ping'] },
);

test('a branch that is caught up with later reads the record of then, not what an earlier one read', () => {
  const play = new Play(plan).event('ping', 1_000);
  expect(play.effects).toMatchObject([{ do: 'facts' }]);
  play.facts({ age: 5 });
  // Known to be past by the event at 1,000, but the record may have changed since 90.
  expect(play.effects).toMatchObject([{ do: 'facts' }]);
  play.facts({ age: 80 });
  expect(play.state.ended).toMatchObject({ outcome: '80' });
});

test('facts that come along with a deadline serve every step of its instant', () => {
  const play = new Play(plan);
  play.feed({ kind: 'passed', at: 90, facts: { age: 5 } });
  expect(play.waitsUntil).toBe(690);
  play.feed({ kind: 'passed', at: 690, facts: { age: 80 } });
  expect(play.state.ended).toMatchObject({ outcome: '80' });
});
