import { apply, type Diagnostic, type DraftCommand, draftCommand, type Journey } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { ANALYSIS_CASES } from './analysis-cases.ts';
import { compile } from './compile.ts';
import { draw, EXIT, refill, TRIGGER, withConfig, withWires } from './journey-fixture.ts';
import { between, VOCABULARY_CASES } from './vocabulary-cases.ts';

const same = (a: Diagnostic, b: Diagnostic) => a.code === b.code && a.node === b.node && a.field === b.field;
const mended = (journey: Journey, commands: readonly DraftCommand[]): Journey => commands.reduce(apply, journey);

const BROKEN: [string, Journey][] = [
  ['an open port', withWires(refill(), { w6: undefined })],
  ['a port with two wires', withWires(refill(), { extra: ['hello', 'next', 'ask'] })],
  ['a port that is not there', withWires(refill(), { extra: ['hello', 'blocked', 'lost'] })],
  ['a wire to nowhere', withWires(refill(), { extra: ['gone', 'next', 'done'] })],
  ['a wire from nowhere to nowhere', withWires(refill(), { extra: ['gone', 'next', 'away'] })],
  ['a wire into the trigger', withWires(refill(), { w8: ['refilled', 'timeout', 'start'] })],
  ['braces in a text', withConfig(refill(), 'hello', { text: '您好 {{a b}}' })],
  ['no exit', draw({ start: TRIGGER, wait: ['wait-duration'] }, [['start', 'next', 'wait']])],
  [
    'a node that nothing leads to',
    draw({ start: TRIGGER, alone: ['wait-duration'], done: EXIT }, [
      ['start', 'next', 'done'],
      ['alone', 'next', 'done'],
    ]),
  ],
  ...VOCABULARY_CASES.map(([name, , journey]): [string, Journey] => [name, journey]),
  ...ANALYSIS_CASES.filter(([, , , catalog]) => !catalog).map(([name, , journey]): [string, Journey] => [
    name,
    journey,
  ]),
];

test.each(BROKEN)('whatever is offered mends what it was offered for: %s', (_, journey) => {
  for (const found of compile(journey).diagnostics) {
    if (!found.fix) continue;
    for (const command of found.fix.commands) expect(draftCommand.safeParse(command).success).toBe(true);
    const after = compile(mended(journey, found.fix.commands)).diagnostics;
    expect(after.filter((other) => same(other, found))).toEqual([]);
  }
});

describe('a fix says what it does', () => {
  const fixOf = (journey: Journey, code: string) =>
    compile(journey).diagnostics.find((each) => each.code === code)?.fix;

  test('an open port goes where the other ports of its node go', () => {
    const journey = withWires(between(['wait-for-event', {}], ['event']), {});
    expect(fixOf(journey, 'PORT_OPEN')?.label).toEqual({
      zh: '把「超时」连到「结束」',
      en: 'Connect “Time-out” to “Exit”',
    });
  });

  test('where it could go to several places, and there are two exits, nothing is offered', () => {
    const journey = withWires(refill(), { w6: undefined, w5: undefined });
    expect(fixOf(journey, 'PORT_OPEN')).toBeUndefined();
  });

  test('a wait gets the usual time-out, with its port connected', () => {
    const journey = between(
      ['wait-until-true', { if: { op: 'known', from: 'patient', field: 'x' }, timeout: undefined }],
      ['true'],
    );
    const fix = fixOf(journey, 'WAIT_WITHOUT_END');
    expect(fix?.label.zh).toBe('加上默认期限，到期走「结束」');
    expect(compile(mended(journey, fix?.commands ?? [])).diagnostics).toEqual([]);
  });

  test('the same fix draws the same wire, whoever takes it', () => {
    const journey = between(['wait-for-event', {}], ['event']);
    expect(fixOf(journey, 'PORT_OPEN')).toEqual(fixOf(journey, 'PORT_OPEN'));
    const twice = mended(
      mended(journey, fixOf(journey, 'PORT_OPEN')?.commands ?? []),
      fixOf(journey, 'PORT_OPEN')?.commands ?? [],
    );
    expect(compile(twice).diagnostics).toEqual([]);
  });
});
