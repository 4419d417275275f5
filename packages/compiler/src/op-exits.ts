import type { Exit, Op } from '@suivi/schema';

/** Every way out of an instruction: the one place that lists them per op. */
export function exitsOf(op: Op): Exit[] {
  switch (op.op) {
    case 'begin':
    case 'set':
    case 'join':
      return [op.next];
    case 'act':
      return [...Object.values(op.outcomes), op.next, ...given(op.pending?.until)];
    case 'wait':
      return [...given(op.until), ...op.events, ...given(op.when), ...given(op.past), ...given(op.missing)];
    case 'branch':
      return [...op.cases, ...given(op.unknown), op.else];
    case 'split':
      return op.arms;
    case 'fork':
      return op.tracks;
    case 'repeat':
      return [op.again, op.done];
    case 'end':
      return [];
  }
}

const given = (exit: Exit | undefined): Exit[] => (exit ? [exit] : []);
