import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { elementId, emptyJourney, type Journey, journey } from './journey.ts';

const golden: unknown = JSON.parse(readFileSync(new URL('golden/journey-1.json', import.meta.url), 'utf8'));

describe('a document of format suivi.journey/1', () => {
  test('written by any earlier build is read without losing anything', () => {
    // What was added since then has a default.
    const requires = { ...(golden as Journey).requires, calendars: [], journeys: [] };
    expect(journey.parse(golden)).toEqual({ ...(golden as Journey), requires });
  });

  test('may leave out what has a default', () => {
    const { description, zone, requires, ...rest } = golden as Record<string, unknown>;
    expect(journey.parse(rest)).toEqual({
      ...rest,
      description: {},
      zone: 'Asia/Shanghai',
      requires: { fields: [], events: [], channels: [], staffGroups: [], calendars: [], journeys: [] },
    });
  });

  test('starts empty', () => {
    expect(emptyJourney({ zh: '新旅程' })).toMatchObject({ title: { zh: '新旅程' }, nodes: {}, wires: {}, layout: {} });
  });

  test.each([
    ['another format', { v: 'suivi.journey/2' }],
    ['a position that is not a number', { layout: { start: { x: Number.NaN, y: 0 } } }],
    ['half an emoji in its title', { title: { zh: '\ud83d' } }],
    ['an id with a space', { nodes: { 'a b': { type: 'exit', version: 1, config: {} } } }],
    ['a wire from nowhere', { wires: { w: { port: 'next', to: 'done' } } }],
  ])('with %s is refused', (_, broken) => {
    expect(journey.safeParse({ ...(golden as object), ...broken }).success).toBe(false);
  });
});

test('an id that every object knows already is refused: it would be found where nothing was put', () => {
  for (const name of Object.getOwnPropertyNames(Object.prototype))
    expect(elementId.safeParse(name).success).toBe(false);
  expect(elementId.safeParse('constructor_1').success).toBe(true);
});
