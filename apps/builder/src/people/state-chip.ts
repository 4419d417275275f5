import type { RunState } from '@suivi/schema';

/** The tone of a run's state. */
export const STATE_CHIP: Record<RunState, string> = {
  running: 'br',
  waiting: 'wait',
  held: 'err',
  finished: 'ok',
  exited: '',
  failed: 'err',
};
