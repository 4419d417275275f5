import { expect, test } from 'vitest';
import { nextSteps, type OwnCommand } from './history.ts';

const done = (seq: number): OwnCommand => ({ seq, undoes: null, redoes: null });
const undo = (seq: number, undoes: number): OwnCommand => ({ seq, undoes, redoes: null });
const redo = (seq: number, redoes: number): OwnCommand => ({ seq, undoes: null, redoes });

test.each([
  ['nothing done', [], {}],
  ['one command', [done(1)], { undo: 1 }],
  ['undone', [done(1), undo(2, 1)], { redo: 1 }],
  ['two undone: redo starts with the older one', [done(1), done(2), undo(3, 2), undo(4, 1)], { redo: 1 }],
  ['redone: the redo itself is next to undo', [done(1), undo(2, 1), redo(3, 1)], { undo: 3 }],
  ['undone again', [done(1), undo(2, 1), redo(3, 1), undo(4, 3)], { redo: 3 }],
  ['a new command voids the redo', [done(1), undo(2, 1), done(3)], { undo: 3 }],
  [
    'below a new command the older ones remain',
    [done(1), done(2), undo(3, 2), done(4), undo(5, 4)],
    { undo: 1, redo: 4 },
  ],
])('%s', (_, own, expected) => {
  expect(nextSteps(own)).toEqual(expected);
});
