import { expect, test } from 'vitest';
import { lowered, summaries } from '../node-fixture.ts';
import { subJourney } from './definition.ts';

const config = {
  journey: 'J6',
  results: [{ id: 'solved', label: { zh: '已处理', en: 'Solved' } }],
  timeout: { after: 'P3D' },
};

test('the summary says which journey it is', () => {
  expect(summaries(subJourney, config)).toEqual({ zh: '走「J6」再回来', en: 'J6, and back' });
});

test('it lowers to an activity whose outcome comes with the end of the other journey', () => {
  const solved = { port: 'solved', to: 'to-solved' };
  expect(lowered(subJourney, config)).toEqual({
    op: 'act',
    node: 'n',
    kind: 'callJourney',
    with: { journey: 'J6' },
    // Known by the words of the other journey's exit, in either language.
    outcomes: { solved, 已处理: solved, Solved: solved, failed: { port: 'failed', to: 'to-failed' } },
    next: { port: 'next', to: 'to-next' },
    pending: { event: 'journey.ended', until: { deadline: { after: 259_200_000 }, port: 'timeout', to: 'to-timeout' } },
  });
});

test('one that could not begin goes where any other result goes, unless it is drawn', () => {
  expect(subJourney.ports(config)).toEqual([
    { id: 'solved' },
    { id: 'next' },
    { id: 'timeout' },
    { id: 'failed', fallback: 'next' },
  ]);
});

test('it needs the other journey, and a result must not be called like a port of its own', () => {
  expect(subJourney.needs(config)).toEqual({ journeys: ['J6'] });
  expect(subJourney.check({ ...config, results: [{ id: 'next', label: { zh: '下一步' } }] })).toMatchObject([
    { code: 'LIST_ID_TWICE' },
  ]);
});
