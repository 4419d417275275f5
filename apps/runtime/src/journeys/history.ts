import type { DraftCommand, DraftHistory } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** Steps that one person can take back. */
const DEPTH = 1_000;

/** A row of one person's own commands, in order. */
export interface OwnCommand {
  seq: number;
  /** The command that this one took back, or did again. */
  undoes: number | null;
  redoes: number | null;
}

/**
 * What is next to undo and to redo, as sequence numbers. Undoing follows one's own commands backwards and leaves
 * those of others alone; a new command of one's own makes the redo void.
 */
export function nextSteps(own: readonly OwnCommand[]): { undo?: number; redo?: number } {
  let done: number[] = [];
  let undone: number[] = [];
  for (const { seq, undoes, redoes } of own) {
    if (undoes !== null) {
      done = done.filter((other) => other !== undoes);
      undone.push(undoes);
    } else if (redoes !== null) {
      undone = undone.filter((other) => other !== redoes);
      done.push(seq);
    } else {
      undone = [];
      done.push(seq);
    }
  }
  const undo = done.at(-1);
  const redo = undone.at(-1);
  return { ...(undo === undefined ? {} : { undo }), ...(redo === undefined ? {} : { redo }) };
}

export interface HistorySteps {
  /** `command` is what would be applied; `seq` the command it takes back, or does again. */
  undo?: { seq: number; command: DraftCommand };
  redo?: { seq: number; command: DraftCommand };
}

export async function readSteps(tx: PoolClient, journey: string, user: string): Promise<HistorySteps> {
  const own = await tx.query<OwnCommand>(
    `SELECT seq, undoes, redoes FROM draft_commands WHERE journey_id = $1 AND by = $2 ORDER BY seq DESC LIMIT ${DEPTH}`,
    [journey, user],
  );
  const next = nextSteps(own.rows.reverse());
  const { rows } = await tx.query<{ seq: number; command: DraftCommand; inverse: DraftCommand }>(
    'SELECT seq, command, inverse FROM draft_commands WHERE journey_id = $1 AND seq = ANY ($2)',
    [journey, [next.undo, next.redo].filter((seq) => seq !== undefined)],
  );
  const undo = rows.find((row) => row.seq === next.undo);
  const redo = rows.find((row) => row.seq === next.redo);
  return {
    ...(undo ? { undo: { seq: undo.seq, command: undo.inverse } } : {}),
    ...(redo ? { redo: { seq: redo.seq, command: redo.command } } : {}),
  };
}

export async function readHistory(tx: PoolClient, journey: string, user: string): Promise<DraftHistory> {
  const { undo, redo } = await readSteps(tx, journey, user);
  return { ...(undo ? { undo: undo.command } : {}), ...(redo ? { redo: redo.command } : {}) };
}
