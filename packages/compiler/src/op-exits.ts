import type { Exit, Op } from '@suivi/schema';

/** Every way out of an instruction: the one place that lists them per op. */
export function exitsOf(op: Op): Exit[] {
  switch (op.op) {
    case 'begin':
      return [op.next];
    case 'act':
      return [...Object.values(op.outcomes), op.next];
    case 'wait':
      return [...(op.until ? [op.until] : []), ...op.events];
    case 'end':
      return [];
  }
}
