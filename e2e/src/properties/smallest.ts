import { compile } from '@suivi/compiler';
import type { Journey } from '@suivi/schema';
import type { Life } from './life.ts';

/** More tries than these make nothing readable. */
const MOST_TRIES = 3_000;

/**
 * Leaves out of a life whatever it fails without as well: happenings, values of the record, steps of the journey. What is left
 * can be read. `fails`: whether a property does not hold for a life.
 */
export function smallest(life: Life, fails: (life: Life) => boolean): Life {
  let small = life;
  let tries = 0;
  for (let shorter: Life | undefined = life; shorter; ) {
    shorter = undefined;
    for (const candidate of simpler(small)) {
      tries += 1;
      if (tries > MOST_TRIES) return small;
      if (!fails(candidate)) continue;
      shorter = candidate;
      small = candidate;
      break;
    }
  }
  return small;
}

/** Lives with one thing less, the greatest things first. */
function* simpler(life: Life): Generator<Life> {
  for (const id of Object.keys(life.journey.nodes)) {
    const journey = without(life.journey, id);
    const plan = journey && compile(journey).plan;
    if (journey && plan) yield { ...life, journey, plan };
  }
  for (const k of life.history.keys()) yield { ...life, history: life.history.toSpliced(k, 1) };
  for (const k of life.record.keys()) yield { ...life, record: life.record.toSpliced(k, 1) };
  const { entry, ...enrolment } = life.enrolment;
  if (entry && Object.keys(entry).length > 0) yield { ...life, enrolment: { ...enrolment, entry: {} } };
  for (const [id, node] of Object.entries(life.journey.nodes)) {
    if (node.config.hold === undefined) continue;
    const { hold: _hold, ...config } = node.config;
    const journey = { ...life.journey, nodes: { ...life.journey.nodes, [id]: { ...node, config } } };
    const { plan } = compile(journey);
    if (plan) yield { ...life, journey, plan };
  }
}

/** The journey without a node: who came to it goes on where its first port led. */
function without(journey: Journey, id: string): Journey | undefined {
  const wires = Object.values(journey.wires);
  const to = wires.find(({ from }) => from === id)?.to;
  const comes = wires.some((wire) => wire.to === id);
  if (comes && (to === undefined || to === id)) return undefined;
  const left = wires
    .filter(({ from }) => from !== id)
    .map((wire) => (wire.to === id ? { ...wire, to: to ?? id } : wire));
  return reachable({ ...journey, wires: Object.fromEntries(left.map((wire, k) => [`w${k}`, wire])) }, id);
}

/** What a patient can come to, from the entry or from a rule. */
function reachable(journey: Journey, gone: string): Journey {
  const wires = Object.values(journey.wires);
  const roots = Object.entries(journey.nodes).filter(
    ([id, { type }]) => id !== gone && /^trigger|^goal$|^guard$|^exit-rule$/.test(type),
  );
  const seen = new Set(roots.map(([id]) => id));
  for (const id of seen) for (const { from, to } of wires) if (from === id && to !== gone) seen.add(to);
  const kept = wires.filter(({ from }) => seen.has(from));
  const some = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).filter(([id]) => seen.has(id)));
  return {
    ...journey,
    nodes: some(journey.nodes),
    layout: some(journey.layout),
    wires: Object.fromEntries(kept.map((wire, k) => [`w${k}`, wire])),
  };
}
