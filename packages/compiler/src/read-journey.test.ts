import { type ErrorCode, SuiviError } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { refill } from './journey-fixture.ts';
import { readJourney } from './read-journey.ts';

function refusal(raw: unknown): { code: ErrorCode; params: Record<string, unknown> } | undefined {
  try {
    readJourney(raw);
    return undefined;
  } catch (error) {
    if (error instanceof SuiviError) return { code: error.code, params: error.params };
    throw error;
  }
}

describe('a document from outside', () => {
  test('is read as it was written', () => {
    expect(readJourney(JSON.parse(JSON.stringify(refill())))).toEqual(refill());
  });

  test('of a newer format is refused by that name, whatever else is in it', () => {
    expect(refusal({ v: 'suivi.journey/2', anything: true })).toEqual({
      code: 'DRAFT_FORMAT_NEWER',
      params: { format: 'suivi.journey/2' },
    });
  });

  test.each([
    [null],
    [undefined],
    [7],
    ['text'],
    [[]],
    [{}],
    [{ v: 'suivi.journey/x' }],
    [{ v: 'other/9' }],
    [{ v: 1 }],
  ])('that is no journey (%j) is refused', (raw) => expect(refusal(raw)?.code).toBe('INPUT_INVALID'));

  test('with a mistake names the place and none of what stands there', () => {
    const broken = { ...refill(), layout: { start: { x: '张三', y: 0 } } };
    const refused = refusal(broken);
    expect(refused).toMatchObject({ code: 'INPUT_INVALID', params: { field: 'layout.start.x' } });
    expect(JSON.stringify(refused)).not.toContain('张三');
  });

  test('with text that cannot be stored is refused before anything is done with it', () => {
    const journey = refill();
    const start = { ...journey.nodes.start, config: { event: 'a\u0000' } };
    expect(refusal({ ...journey, nodes: { ...journey.nodes, start } })?.code).toBe('TEXT_NOT_UNICODE');
    expect(refusal(JSON.parse(`{"v":${'['.repeat(50_000)}${']'.repeat(50_000)}}`))?.code).toBe('TEXT_NOT_UNICODE');
  });

  test('gets a place for every node and none for what is not there', () => {
    const journey = refill();
    const { start: _, ...rest } = journey.layout;
    const { layout } = readJourney({ ...journey, layout: { ...rest, gone: { x: 1, y: 1 } } });
    expect(layout.start).toEqual({ x: 0, y: 0 });
    expect(Object.keys(layout).sort()).toEqual(Object.keys(journey.nodes).sort());
  });
});
