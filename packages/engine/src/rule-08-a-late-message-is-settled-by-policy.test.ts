import { expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';

/** What lies behind the message, by the policy of its node: the port that is drawn for `late`. */
const plan = (late: Record<string, string>) =>
  planOf({
    start: begin('morning'),
    morning: wait({ after: 100, to: 'hello' }),
    hello: act('next', late),
    next: wait({ after: 50, to: 'done' }),
    nurse: act('next'),
    done: end('done'),
  });
const firedLate = (late: Record<string, string>) => new Play(plan(late)).passed(100).acted('late');

test('a message that could only go out too late takes the port “late”, where one is drawn: a person is asked', () => {
  const play = firedLate({ late: 'nurse' });
  expect(play.path.at(-1)).toBe('100 hello acted late late');
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'nurse', at: 100 }]);
});

test('without such a port the journey goes on, and the row says that it was left out for being late', () => {
  const play = firedLate({});
  expect(play.path.at(-1)).toBe('100 hello acted next late');
  expect(play.waitsUntil).toBe(150);
});

test('however late the server looks, what follows counts from the instant of the journey, not from then', () => {
  const prompt = new Play(plan({})).passed(100).acted().passed(150);
  const late = new Play(plan({})).passed(9_000).acted().passed(9_000);
  expect(late.rows).toEqual(prompt.rows);
});
