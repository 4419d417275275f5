import { canonicalJson, type Op } from '@suivi/schema';
import type { MigrationReason } from './migration-reason.ts';
import { standingOps } from './migration-standing.ts';
import { portName, type ReadNode } from './read-node.ts';

/** What it means for those who stand at a step that the step says something else now. */
export function changedStanding(then: ReadNode, now: ReadNode, changed: boolean): MigrationReason[] {
  if (!now.valid) return [{ code: 'INCOMPLETE', params: {} }];
  const [old, young] = [standingOps(then), standingOps(now)];
  const reasons: MigrationReason[] = [];
  if ([...old.keys()].some((at) => !young.has(at))) reasons.push({ code: 'STAGE_GONE', params: {} });
  const gone = then.ports.filter(({ id }) => now.ports.every((port) => port.id !== id));
  if (gone.length > 0) reasons.push({ code: 'PORT_GONE', params: { ports: gone.map(({ id }) => portName(then, id)) } });
  if ([...old].some(([at, op]) => waitsForElse(op, young.get(at)))) {
    reasons.push({ code: 'OTHER_MEANING', params: {} });
  }
  if (reasons.length > 0) return reasons;
  if (!changed) return [{ code: 'SAME', params: {} }];
  const asked = [...old.values()].some((op) => op.op === 'act');
  return [{ code: asked ? 'ASKED_ALREADY' : 'OTHER_TIME', params: {} }];
}

const waitsForElse = (then: Op, now: Op | undefined): boolean =>
  now !== undefined && canonicalJson(awaited(then)) !== canonicalJson(awaited(now));

/** What a run waits for, apart from how long and where it goes on. */
function awaited(op: Op): unknown {
  switch (op.op) {
    case 'wait':
      return { events: op.events.map(({ port: _, to: __, ...match }) => match), when: op.when?.if };
    case 'act':
      return { kind: op.kind, event: op.pending?.event };
    case 'join':
      return { wants: op.wants };
    default:
      return op.op;
  }
}
