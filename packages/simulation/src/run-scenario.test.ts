import { expect, test } from 'vitest';
import { draw, refill } from './journey-fixture.ts';
import { differencesIn, HEAD, play } from './scenario-fixture.ts';

const REFILLED = `happens:
  - { at: +PT2H after ask, reply: 1 }
  - { at: +28d 10:00, event: dispense.recorded }
on:
  - { node: K1, outcome: 无不适, after: PT3H }
`;

test('a scenario is passed when path, ports, times, texts and end are as expected', () => {
  const run = play(`${REFILLED}expect:
  path:
    - start
    - hello
    - day3
    - ask @ +3d 10:00
    - reply.event
    - { node: K1, port: well, at: 2026-03-05 12:00 }
    - due.due
    - remind @ 2026-03-27 10:00
    - second
    - done
  texts:
    - 您好，我是用药助手。
    - { contains: 不舒服, node: ask, at: +3d 10:00 }
    - { node: remind }
  outcome: 已续方
  state: finished
  ended: 2026-03-30 10:00
  never: { nodes: [lost], ports: [K1.ill], texts: [购买] }
`);
  expect(differencesIn(run)).toEqual([]);
  expect(run.passed).toBe(true);
  expect(run.todos).toEqual([
    expect.objectContaining({ node: 'K1', group: 'nurses', closed: expect.objectContaining({ outcome: 'well' }) }),
  ]);
});

test('each difference names the line of the expectation, what was expected and what was', () => {
  const run = play(`${REFILLED}expect:
  path: [start, hello, day3, ask @ +3d 11:00, reply.timeout, K1, due, second, done]
  texts: [您好，我是用药助手。, { node: ask, at: +4d 10:00 }, 药快用完了]
  outcome: 未续方
  never: { nodes: [remind], texts: [复诊] }
`);
  expect(run.passed).toBe(false);
  expect(differencesIn(run)).toEqual([
    '12 TIME_DIFFERS ask: expected at 2026-03-05 11:00, was at 2026-03-05 10:00',
    '12 PORT_DIFFERS reply: expected port timeout, took event',
    '12 STEP_UNEXPECTED Came to remind (2026-03-27 10:00), which was not expected',
    '13 TEXT_TIME_DIFFERS “用药后有不舒服吗？”: expected at 2026-03-06 10:00, was at 2026-03-05 10:00',
    '13 TEXT_MISSING Expected the text “药快用完了”, which the patient did not get',
    '13 TEXT_UNEXPECTED The patient got “药快用完了，请尽早安排复诊。” of remind (2026-03-27 10:00), which was not expected',
    '14 OUTCOME_DIFFERS Expected the end “未续方”, was “已续方”',
    '15 NEVER_NODE remind must never be reached, but was at 2026-03-27 10:00',
    '15 NEVER_TEXT No text with “复诊” must reach the patient, but one did at 2026-03-27 10:00 (remind)',
  ]);
});

test('the nodes that are passed need only be in order, with anything between', () => {
  const run = (passes: string) => differencesIn(play(`${REFILLED}expect: { passes: ${passes} }`));
  expect(run('[hello, K1.well, done]')).toEqual([]);
  expect(run('[K1, hello]')).toEqual(['11 NOT_PASSED Expected to pass hello in this order, which it did not']);
});

test('a message that is blocked reaches nobody', () => {
  const run = play('on: [{ node: hello, outcome: blocked }]\n');
  expect(run.texts.map(({ node, outcome, got }) => `${node} ${outcome} ${got}`).slice(0, 2)).toEqual([
    'hello blocked false',
    'ask queued true',
  ]);
});

test('a field that changes moves the wait that looks at it', () => {
  const run = play(
    'happens: [{ at: +10d 08:00, fields: { 用尽日: 2026-04-10 } }]\nexpect: { passes: [remind @ 2026-04-07 10:00] }\n',
  );
  expect(differencesIn(run)).toEqual([]);
});

test('an operator skips a wait, moves the run and ends it', () => {
  const run = play(`happens:
  - { at: +1d 08:00, command: skipWait, node: day3 }
  - { at: +1d 09:00, command: goto, to: remind }
  - { at: +1d 10:00, command: exit, outcome: 转院, reason: 家属来电 }
expect:
  path: [start, hello, day3, ask @ +1d 08:00, reply, remind @ +1d 09:00, second]
  outcome: 转院
  ended: +1d 10:00
`);
  expect(differencesIn(run)).toEqual([]);
});

test('a command that is refused, an outcome nobody asked for and a node that was not reached are told', () => {
  const run = play(`happens:
  - { at: +1d 08:00, command: skipWait, node: reply }
  - { at: +PT2H after K1, reply: 1 }
on: [{ node: K1, outcome: well }]
`);
  expect(differencesIn(run)).toEqual([
    '7 COMMAND_REFUSED The command skipWait was refused (stale)',
    '8 NOT_REACHED This did not happen: K1 was not reached',
    '9 OUTCOME_UNUSED The outcome given to K1 was never needed',
  ]);
});

test('an exit rule ends the run at once', () => {
  const run = play(
    'happens: [{ at: +5d 09:00, event: therapy.stopped }]\nexpect: { outcome: 医嘱停药, ended: +5d 09:00, state: exited }\n',
  );
  expect(differencesIn(run)).toEqual([]);
});

test('the scenario ends when it says, and tells where the run stands', () => {
  const head = 'v: suivi.scenario/1\ntitle: 短\nentry: { at: 2026-03-02 09:10 }\nuntil: +1d\n';
  const run = play('expect: { state: waiting, standsAt: [day3] }\n', head);
  expect(differencesIn(run)).toEqual([]);
});

test('a text gets the fields of its moment; for want of one it does not leave', () => {
  const journey = refill();
  const hello = journey.nodes.hello;
  if (hello) hello.config.text = '{{称呼|您}}好，药约在{{用尽日}}用完。';
  expect(play('', HEAD, journey).texts[0]).toMatchObject({
    text: '您好，药约在2026-03-30用完。',
    outcome: 'queued',
    got: true,
  });
  const unknown = HEAD.replace('{ 用尽日: 2026-03-30 }', '{}');
  expect(play('', unknown, journey).texts[0]).toMatchObject({ outcome: 'blocked', got: false, missing: ['用尽日'] });
});

test('a tag of the persona is the field that conditions look at', () => {
  const journey = draw(
    {
      start: ['trigger-manual'],
      which: [
        'branch',
        { cases: [{ id: 'risk', label: { zh: '高危' }, if: { op: 'known', from: 'patient', field: 'tag_高危' } }] },
      ],
      high: ['exit', { outcome: '高' }],
      low: ['exit', { outcome: '低' }],
    },
    [
      ['start', 'next', 'which'],
      ['which', 'risk', 'high'],
      ['which', 'else', 'low'],
    ],
  );
  const rest = 'entry: { at: 2026-03-02 09:10 }\nuntil: +1d\n';
  const run = (persona: string) =>
    play(rest, `v: suivi.scenario/1\ntitle: 标签\npersona: ${persona}\n`, journey).outcome;
  expect(run('{ tags: [高危] }')).toBe('高');
  expect(run('{}')).toBe('低');
});

test('a trigger with a filter refuses the entry, and the scenario may expect that', () => {
  const journey = refill();
  const start = journey.nodes.start;
  if (start) start.config.where = { op: 'compare', field: 'packs', is: '>', value: 1 };
  const head = HEAD.replace('dispense.recorded }', 'dispense.recorded, data: { packs: 1 } }');
  expect(play('expect: { enters: false }\n', head, journey)).toMatchObject({ passed: true, entered: false, rows: [] });
  expect(differencesIn(play('', head, journey))).toEqual([
    '4 NOT_ENTERED Nobody entered: the trigger does not take this',
  ]);
});

test('a date trigger enters at the date of the persona', () => {
  const journey = draw(
    {
      start: ['trigger-date', { field: '复查日', offset: { days: -3 }, at: '10:00' }],
      end: ['exit', { outcome: '完' }],
    },
    [['start', 'next', 'end']],
  );
  const scenario = `v: suivi.scenario/1
title: 复查前
persona: { fields: { 复查日: 2026-05-04 } }
entry: { by: date }
until: +1d
expect: { ended: 2026-05-01 10:00 }
`;
  expect(differencesIn(play('', scenario, journey))).toEqual([]);
});

test('a reply is read as the inbox reads it: ②。 is the answer 2', () => {
  const journey = refill();
  const reply = journey.nodes.reply;
  if (reply) reply.config.where = { op: 'compare', field: 'answer', is: '=', value: '2' };
  const passes = (text: string) =>
    play(`happens: [{ at: +PT1H after ask, reply: ${text} }]\nexpect: { passes: [reply.event] }\n`, HEAD, journey)
      .passed;
  expect([passes('2'), passes('②。'), passes('不太好')]).toEqual([true, true, false]);
});

test('a run that is paused when the scenario is over is held, and says why', () => {
  const run = play(
    'happens: [{ at: +1d 09:00, command: pause, mode: hold }]\nexpect: { state: held, standsAt: [day3] }\n',
  );
  expect(differencesIn(run)).toEqual([]);
  expect(run.held).toBe('paused');
});
