import { compile, planHash } from '@suivi/compiler';
import { zoneTable } from '@suivi/schema/zones';
import { expect, test } from 'vitest';
import { replyJourney } from '../../test/journeys.ts';
import { begin } from './begin.ts';
import type { JourneyRunInput } from './contract.ts';

const { plan } = compile(replyJourney({ wait: 'P1D', timeout: 'P1D' }), 'journey');
if (!plan) throw new Error('the test journey does not compile');
const AT = 1_700_000_000_000;
const before: JourneyRunInput = {
  plan: { $plan: planHash(plan), body: plan },
  run: 'run-1',
  epoch: 0,
  enrol: { at: AT, seq: 7, event: { id: 'e7', type: 'dispense.recorded' } },
};

test('an input of before, without patient, zone and entry data, begins as it did', () => {
  const { state, effects } = begin(plan, before);
  expect(state).toMatchObject({ run: 'run-1', patient: 'run-1', entered: AT, lastSeq: 7 });
  expect(effects).toMatchObject([{ do: 'perform', node: 'hello', visit: 1, at: AT }]);
});

test('a state of v1 that was carried over goes on with what it waited for', () => {
  const { state, effects } = begin(plan, before);
  const { run: _, patient: __, nextToken: ___, rounds: ____, variables: _____, ...old } = state;
  const carried = { ...before, enrol: undefined, state: { ...old, v: 1 } } as unknown as JourneyRunInput;
  const again = begin(plan, carried);
  expect(again.effects).toEqual(effects);
  expect(again.state).toMatchObject({ v: state.v, run: 'run-1', patient: 'run-1', tokens: state.tokens });
});

test('a patient, the entry data and the end of the trial reach the state', () => {
  const closes = { at: AT + 1, outcome: 'trial-ended' };
  const enrol = { at: AT, seq: 1, event: { id: 'e', type: 't.u' }, entry: { drug: 'A' }, closes };
  const { state } = begin(plan, { ...before, patient: 'p', enrol });
  expect(state).toMatchObject({ patient: 'p', entry: { drug: 'A' }, closes });
});

test('a wall clock that was not expanded is refused: a deadline would be computed without it', () => {
  const zone = { $zone: 'Asia/Shanghai', version: zoneTable('Asia/Shanghai').version };
  expect(() => begin(plan, { ...before, zone })).toThrow('not expanded');
  expect(() => begin(plan, { ...before, zone: { ...zone, body: zoneTable('Asia/Shanghai') } })).not.toThrow();
});

test('neither an enrolment nor a state is no input', () => {
  const { enrol: _, ...nothing } = before;
  expect(() => begin(plan, nothing)).toThrow('neither');
});
