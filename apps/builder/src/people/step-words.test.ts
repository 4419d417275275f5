// @vitest-environment happy-dom
import type { RunStep } from '@suivi/schema';
import { expect, it } from 'vitest';
import { sampleJourney } from '../graph/test-journey.ts';
import { sayIn } from '../words/words.ts';
import { isHandOver, stepLines } from './step-words.ts';

const document = sampleJourney();
document.nodes.call = { type: 'task', version: 1, config: {} };
const row = (over: Partial<RunStep>): RunStep => ({
  seq: 1,
  epoch: 0,
  node: 'call',
  visit: 1,
  kind: 'woke',
  at: 0,
  recorded: 0,
  ...over,
});
const telling = { say: sayIn('en'), locale: 'en', document, zone: 'America/Chicago' } as const;

it('a to-do whose time is up and whose run stays is escalated, and does not go on', () => {
  const handedOn = row({ by: 'deadline' });
  expect(isHandOver(handedOn, document)).toBe(true);
  expect(stepLines(handedOn, telling)).toEqual(['Nobody closed it in time: escalated']);
  expect(isHandOver(row({ by: 'deadline', port: 'unanswered' }), document)).toBe(false);
});

it('a row says on the patient’s clock until when it waits, and what happens then', () => {
  const acting = row({ kind: 'acting', until: Date.UTC(2026, 2, 1, 6) });
  expect(stepLines(acting, telling)).toEqual(['Waiting, at most until 03-01 00:00']);
  expect(stepLines(acting, { ...telling, handsOn: true })).toEqual(['Waiting, escalates 03-01 00:00']);
});
