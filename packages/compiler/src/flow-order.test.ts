import { emptyJourney, type Journey } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { everyNode } from './every-node-fixture.ts';
import { flowOrder } from './flow-order.ts';
import { draw, EXIT, refill, TRIGGER } from './journey-fixture.ts';

describe('the order in which a journey is told', () => {
  test('follows the first way out to its end, then the second one', () => {
    const journey = draw(
      { a: TRIGGER, wait: ['wait-for-event'], came: ['message'], b: ['exit'], late: ['message'], c: ['exit'] },
      [
        ['wait', 'timeout', 'late'],
        ['late', 'next', 'c'],
        ['a', 'next', 'wait'],
        ['wait', 'event', 'came'],
        ['came', 'next', 'b'],
      ],
    );
    expect(flowOrder(journey)).toEqual({ steps: ['a', 'wait', 'came', 'b', 'late', 'c'], rules: [], loose: [] });
  });

  test('comes to a step where ways meet after all of them', () => {
    expect(flowOrder(refill()).steps).toEqual(['start', 'hello', 'pause', 'ask', 'reply', 'refilled', 'done', 'lost']);
  });

  test('tells what is inside a loop before what comes after it, and rules with their tracks last', () => {
    const { steps, rules, loose } = flowOrder(everyNode(['trigger-manual', {}]));
    expect(steps.indexOf('nurse')).toBeLessThan(steps.indexOf('morning'));
    expect(steps.indexOf('morning')).toBeLessThan(steps.indexOf('again'));
    expect(steps.indexOf('again')).toBeLessThan(steps.indexOf('arm'));
    expect(steps.at(-1)).toBe('done');
    expect(rules.slice(0, 3)).toEqual(['leave', 'refilled', 'mornings']);
    expect(rules.slice(-3)).toEqual(['watch', 'report', 'reported']);
    expect(loose).toEqual([]);
  });

  test('does not depend on positions, on the order of drawing or on the ids of wires', () => {
    const journey = refill();
    const turned: Journey = {
      ...journey,
      nodes: Object.fromEntries(Object.entries(journey.nodes).reverse()),
      wires: Object.fromEntries(Object.values(journey.wires).map((wire, at) => [`z${99 - at}`, wire])),
      layout: {},
    };
    expect(flowOrder(turned)).toEqual(flowOrder(journey));
  });

  test('tells of loose steps from their beginning, and of a loop that nothing leads into', () => {
    const journey = draw({ z: ['message'], b: ['message'], x: ['message'], y: ['message'] }, [
      ['z', 'next', 'b'],
      ['x', 'next', 'y'],
      ['y', 'next', 'x'],
    ]);
    expect(flowOrder(journey)).toEqual({ steps: [], rules: [], loose: ['z', 'b', 'x', 'y'] });
    expect(flowOrder(emptyJourney({}))).toEqual({ steps: [], rules: [], loose: [] });
  });

  test('holds for any draft: a wire to nowhere, a type that nobody knows, two wires from one port', () => {
    const journey = draw({ start: TRIGGER, odd: ['clinic/odd'], done: EXIT }, [
      ['start', 'next', 'odd'],
      ['start', 'next', 'done'],
      ['odd', 'next', 'gone'],
      ['ghost', 'next', 'done'],
    ]);
    expect(flowOrder(journey).steps).toEqual(['start', 'done', 'odd']);
  });

  test('stands a journey of 5,000 steps in a row', () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => `n${at}`);
    const journey = draw({ start: TRIGGER, ...Object.fromEntries(ids.map((id) => [id, ['message'] as const])) }, [
      ['start', 'next', 'n0'],
      ...ids.slice(1).map((id, at) => [`n${at}`, 'next', id] as const),
    ]);
    expect(flowOrder(journey).steps).toEqual(['start', ...ids]);
  });
});
