import { expect, test } from 'vitest';
import { Commands } from './commands.ts';
import type { ControlInput } from './contract.ts';

const skip = (expectSeq: number): ControlInput => ({ op: 'skipWait', node: 'n', expectSeq, by: 'u', reason: 'r' });

test('commands are carried out in the order in which they came, each after the one before was judged', async () => {
  const commands = new Commands();
  const answers = [commands.add(skip(1)), commands.add(skip(1))];
  let seq = 1;
  const judge = ({ expectSeq }: ControlInput) => (expectSeq === seq ? undefined : ('stale' as const));
  const done: number[] = [];
  const carryOut = ({ expectSeq }: ControlInput) => {
    done.push(expectSeq);
    seq += 1;
  };
  commands.next(judge, carryOut);
  commands.next(judge, carryOut);
  expect(await Promise.all(answers)).toEqual([{ applied: true }, { refused: 'stale' }]);
  expect(done).toEqual([1]);
  expect(commands.any).toBe(false);
});

test('whose picture is an old one is told at once; who only came at a busy moment waits', async () => {
  const commands = new Commands();
  const outdated = commands.add(skip(1));
  commands.add(skip(2));
  commands.refuseOutdated(({ expectSeq }) => (expectSeq === 1 ? 'stale' : 'busy'));
  expect(await outdated).toEqual({ refused: 'stale' });
  expect(commands.any).toBe(true);
});
