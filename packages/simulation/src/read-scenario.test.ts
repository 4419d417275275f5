import { expect, test } from 'vitest';
import { problemWords } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { HEAD, problemsIn } from './scenario-fixture.ts';

test('a scenario may be JSON as well', () => {
  const json = JSON.stringify({ v: 'suivi.scenario/1', title: '短', entry: { at: '2026-03-02 09:10' }, until: '+1d' });
  expect(readScenario(json).scenario).toMatchObject({ title: { zh: '短' }, happens: [], on: [] });
});

test('what is no YAML is told with its line', () => {
  expect(problemsIn('v: suivi.scenario/1\ntitle: [')).toEqual([expect.stringMatching(/^2 SCENARIO_NOT_YAML /)]);
});

test('another format is refused', () => {
  expect(problemsIn('v: suivi.scenario/9')).toEqual(['1 SCENARIO_FORMAT_UNKNOWN suivi.scenario/9']);
});

test('an unknown key is told with its line, wherever it stands', () => {
  expect(problemsIn(`${HEAD}untill: +3d\n`)).toEqual(['6 SCENARIO_KEY_UNKNOWN untill']);
  expect(problemsIn(`${HEAD}happens:\n  - at: +1d 10:00\n    replay: 1\n`)).toEqual(['8 SCENARIO_KEY_UNKNOWN replay']);
  expect(problemsIn(`${HEAD}expect:\n  texts:\n    - { nod: hello }\n`)).toEqual(['8 SCENARIO_KEY_UNKNOWN nod']);
  expect(problemsIn(HEAD.replace('title: 续方', 'title: { zh: 续方, en: Unwell, refilled }'))).toEqual([
    '2 SCENARIO_KEY_UNKNOWN refilled',
  ]);
  expect(problemsIn(`${HEAD}expect: { newer: {} }\n`)).toEqual(['6 SCENARIO_KEY_UNKNOWN newer']);
});

test('a value of the wrong kind is told with its key and line', () => {
  expect(problemsIn(`${HEAD}on:\n  - { node: K1, outcome: well, visit: first }\n`)).toEqual([
    '7 SCENARIO_VALUE_INVALID on.0.visit',
  ]);
});

test('nodes, ports, outcomes, ends, events, commands, zones and times that do not exist are told, all at once', () => {
  expect(
    problemsIn(`${HEAD.replace('until: +60d', 'until: soon')}zone: Asia/Atlantis
happens:
  - { at: +1d 25:00, reply: 1 }
  - { at: +PT2H after nowhere, reply: 1 }
  - { at: +1d 10:00, event: glucose.mesured }
  - { at: +1d 10:00, command: stop }
on:
  - { node: K9, outcome: done }
  - { node: K1, outcome: 还好 }
  - { node: day3, outcome: done }
  - { node: hello, outcome: queued, after: PT1H }
expect:
  path: [start, nobody, reply.never]
  outcome: 结束
  ended: +1d 10:00 after ask
  never: { ports: [K1.maybe] }
`),
  ).toEqual([
    '5 SCENARIO_TIME_INVALID soon',
    '6 SCENARIO_ZONE_UNKNOWN Asia/Atlantis',
    '8 SCENARIO_TIME_INVALID +1d 25:00',
    '9 SCENARIO_NODE_UNKNOWN nowhere',
    '10 SCENARIO_EVENT_UNKNOWN glucose.mesured',
    '11 SCENARIO_COMMAND_UNKNOWN stop',
    '13 SCENARIO_NODE_UNKNOWN K9',
    '14 SCENARIO_OUTCOME_UNKNOWN K1',
    '15 SCENARIO_NODE_DOES_NOTHING day3',
    '16 SCENARIO_AFTER_NOT_POSSIBLE hello',
    '18 SCENARIO_NODE_UNKNOWN nobody',
    '18 SCENARIO_PORT_UNKNOWN reply',
    '19 SCENARIO_END_UNKNOWN 结束',
    '20 SCENARIO_TIME_AFTER_HERE +1d 10:00 after ask',
    '21 SCENARIO_PORT_UNKNOWN K1',
  ]);
});

test('an entry by another event than the journey waits for is a mistake, by hand it is not', () => {
  const entered = (entry: string) => problemsIn(HEAD.replace(/entry: .*/, `entry: ${entry}`));
  expect(entered('{ at: 2026-03-02 09:10, event: order.paid }')).toEqual(['4 SCENARIO_ENTRY_EVENT dispense.recorded']);
  expect(entered('{ at: 2026-03-02 09:10, by: date }')).toEqual(['4 SCENARIO_ENTRY_DATE -']);
  expect(entered('{ at: 2026-03-02 09:10 }')).toEqual([]);
  expect(entered('{ at: +1d 09:10 }')).toEqual(['4 SCENARIO_TIME_NEEDS_ENTRY +1d 09:10']);
});

test('why a value is not taken is said in both languages', () => {
  const said = (line: string) => readScenario(`${HEAD}${line}\n`).problems.map((problem) => problemWords(problem));
  expect(said('happens: 3')).toEqual([
    { zh: '“happens” 的值无效：需要列表', en: 'The value of “happens” is not valid: it needs a list' },
  ]);
  expect(said('expect: { state: gone }')).toEqual([
    {
      zh: '“expect.state” 的值无效：可以写：waiting, held, finished, exited',
      en: 'The value of “expect.state” is not valid: one may write: waiting, held, finished, exited',
    },
  ]);
});

test('steps and lengths that are none, and a missing time of entry, are told with how to write them', () => {
  expect(
    problemsIn(`v: suivi.scenario/1
title: 短
entry: { event: dispense.recorded }
on: [{ node: K1, outcome: well, after: 3h }]
until: +60d
expect: { path: [start, "hello world"] }
`),
  ).toEqual([
    '3 SCENARIO_ENTRY_TIME_MISSING undefined',
    '4 SCENARIO_LENGTH_INVALID 3h',
    '6 SCENARIO_STEP_INVALID hello world',
  ]);
});
