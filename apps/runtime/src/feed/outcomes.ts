import { readFile } from 'node:fs/promises';
import { ACTIVITY, type Plan, parseDuration } from '@suivi/schema';
import { z } from 'zod';
import { FeedError } from './feed-error.ts';

/** How somebody closes a to-do of a trial. Documented in examples/glucose-camp/README.md. */
const outcome = z
  .object({
    /** Label of the patient; absent = everybody. */
    patient: z.string().min(1).optional(),
    /** Node that makes the to-do. */
    task: z.string().min(1),
    /** The how-manieth to-do of this node for this patient, from 1; absent = every one. */
    number: z.number().int().min(1).optional(),
    /** So long after the instant of the to-do. */
    after: z.string().refine((text) => text === 'PT0S' || parseDuration(text) !== undefined),
    outcome: z.string().min(1),
    note: z.string().max(500).optional(),
  })
  .strict();

export interface Closing {
  after: number;
  outcome: string;
  note?: string;
}

export interface Outcomes {
  /** What is answered to which to-do, for checking it against the drawing. */
  answers: readonly { task: string; outcome: string }[];
  /** How this to-do is closed; nothing where nobody closes it. The first line that fits counts. */
  closing(todo: { patient: string; task: string; number: number }): Closing | undefined;
}

/** Nobody closes anything. */
export const NO_OUTCOMES: Outcomes = { answers: [], closing: () => undefined };

/** Reads a JSON list, or one JSON object a line. @throws FeedError naming the line that is wrong. */
export async function readOutcomes(path: string): Promise<Outcomes> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new FeedError({ zh: `无法读取 ${path}。`, en: `Cannot read ${path}.` }, 2, { cause });
  }
  return outcomesOf(text);
}

export function outcomesOf(text: string): Outcomes {
  const list = entries(text).map(({ entry, place }) => {
    const parsed = outcome.safeParse(entry);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') || 'object';
    throw new FeedError({
      zh: `处理结果文件第 ${place} 条无效（${field}）。`,
      en: `Entry ${place} of the outcomes file is not valid (${field}).`,
    });
  });
  return {
    answers: list,
    closing: ({ patient, task, number }) => {
      const found = list.find(
        (one) => one.task === task && (one.patient ?? patient) === patient && (one.number ?? number) === number,
      );
      if (!found) return undefined;
      const { note } = found;
      return {
        after: parseDuration(found.after) ?? 0,
        outcome: found.outcome,
        ...(note === undefined ? {} : { note }),
      };
    },
  };
}

/** @throws FeedError for a to-do that no journey draws, and for an answer that it does not offer. */
export function checkOutcomes({ answers }: Outcomes, plans: readonly Plan[]): void {
  for (const { task, outcome } of answers) {
    const acts = plans.flatMap(({ ops }) =>
      Object.values(ops).filter((op) => op.op === 'act' && op.node === task && op.kind === ACTIVITY.createTask),
    );
    if (acts.length === 0) throw new FeedError({ zh: `没有待办节点 ${task}。`, en: `There is no to-do node ${task}.` });
    const offered = acts.flatMap((op) => (op.op === 'act' ? (op.with.answers as string[]) : []));
    if (offered.includes(outcome)) continue;
    const ids = offered.join(', ');
    throw new FeedError({
      zh: `待办 ${task} 没有结果 ${outcome}，可选：${ids}`,
      en: `The to-do ${task} has no outcome ${outcome}; it offers ${ids}.`,
    });
  }
}

function entries(text: string): { entry: unknown; place: number }[] {
  if (text.trimStart().startsWith('[')) {
    const list: unknown = parse(text, 1);
    return (Array.isArray(list) ? list : [list]).map((entry, index) => ({ entry, place: index + 1 }));
  }
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line, place: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, place }) => ({ entry: parse(line, place), place }));
}

function parse(text: string, place: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FeedError(
      { zh: `处理结果文件第 ${place} 行不是 JSON。`, en: `Line ${place} of the outcomes file is not JSON.` },
      2,
      { cause },
    );
  }
}
