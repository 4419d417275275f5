import type { ExpectedStep } from './scenario.ts';

export type Step = Exclude<ExpectedStep, string>;

const STEP = /^([A-Za-z0-9_-]{1,40})(?:\.([^.@\s]{1,40}))?(?:\s*@\s*(.+))?$/;

/** Reads one step of an expected path: `ask`, `ask.reply`, `ask.reply @ +1d 10:00`. */
export function readStep(step: ExpectedStep): Step | undefined {
  if (typeof step !== 'string') return step;
  const [whole, node, port, at] = STEP.exec(step.trim()) ?? [];
  if (whole === undefined || node === undefined) return undefined;
  return { node, ...(port === undefined ? {} : { port }), ...(at === undefined ? {} : { at: at.trim() }) };
}
