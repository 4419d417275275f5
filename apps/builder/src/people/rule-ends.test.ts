import type { NodeCount } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { inNeutral, lost } from '../canvas/drop-off.ts';
import { sampleJourney } from '../graph/test-journey.ts';
import { ruleEnds } from './rule-ends.ts';

const count = (why: Record<string, number>): NodeCount => ({
  entered: 9,
  here: 0,
  held: 0,
  left: 0,
  moved: 0,
  ports: {},
  why,
});
const rule = (kind: string) => ({ type: 'exit-rule', version: 1, config: { on: 'event', outcome: 'x', kind } });
const doc = sampleJourney();
doc.nodes.refilled = rule('goal');
doc.nodes.stopped = rule('drop');
const fired = count({ 'left:rule': 2 });
const wait = count({ 'moved:rule': 2 });

describe('people whom an exit rule took away', () => {
  it('are lost, unless the rule stands for the goal', () => {
    expect(ruleEnds(doc, { stopped: fired })).toBe('loss');
    expect(ruleEnds(doc, { refilled: fired })).toBe('goal');
    expect([lost(wait, 'loss'), lost(wait, 'goal')]).toEqual([2, 0]);
    expect(inNeutral(wait, 'goal')).toEqual([['moved:rule', 2]]);
  });

  it('are not called lost while nobody can say which of two rules it was', () => {
    expect(ruleEnds(doc, { stopped: fired, refilled: fired })).toBe('either');
    expect(lost(wait, 'either')).toBe(0);
  });
});
