import type { Journey, JourneyNode, Wire } from '@suivi/schema';
import fc from 'fast-check';
import { looseJourneys } from '../differential/arbitrary-journey.ts';
import { drawn, type Loose } from '../differential/loose-journey.ts';
import { cause, HOLDS, peopleStep, trackStep, withHold } from './more-nodes.ts';

/** Tracks beside each other, put into the middle of a wire. Numbers are read once the wires are known. */
interface Block {
  wire: number;
  tracks: { steps: Loose[]; ends: boolean }[];
  wants: { wants: string; count?: number };
}
/** A rule with a line of its own; a goal leads back into the drawing. */
interface Rule {
  goal: boolean;
  cause: Record<string, unknown>;
  steps: Loose[];
  leads: number;
}

const block: fc.Arbitrary<Block> = fc.record({
  wire: fc.nat(60),
  tracks: fc.array(
    fc.record({ steps: fc.array(trackStep, { maxLength: 2 }), ends: fc.constantFrom(false, false, false, true) }),
    { minLength: 2, maxLength: 3 },
  ),
  wants: fc.constantFrom({ wants: 'all' }, { wants: 'any' }, { wants: 'count', count: 2 }),
});

const rule: fc.Arbitrary<Rule> = fc.record({
  goal: fc.boolean(),
  cause,
  steps: fc.array(trackStep, { maxLength: 2 }),
  leads: fc.nat(99),
});

const inserted = fc.record({
  node: peopleStep,
  place: fc.nat(20),
  leads: fc.array(fc.nat(99), { minLength: 4, maxLength: 4 }),
});

/** Journeys of the whole vocabulary. Not all of them compile. */
export const wholeJourneys: fc.Arbitrary<Journey> = fc
  .record({
    loose: looseJourneys,
    length: fc.integer({ min: 1, max: 9 }),
    people: fc.array(inserted, { maxLength: 3 }),
    blocks: fc.array(block, { maxLength: 2, size: 'max' }),
    rules: fc.array(rule, { maxLength: 2 }),
    exits: fc.array(fc.constantFrom('visit.completed', 'therapy.stopped'), { maxLength: 3, size: 'max' }),
    holds: fc.array(fc.constantFrom(...HOLDS), { minLength: 1, maxLength: 5 }),
  })
  .map(({ loose, length, people, blocks, rules, exits, holds }) => {
    const steps = loose.steps.slice(0, length);
    for (const { place, ...step } of people) steps.splice(place % (steps.length + 1), 0, step);
    const drawing = new Drawing(drawn({ ...loose, steps }));
    for (const [k, each] of blocks.entries()) drawing.putIn(each, `f${k}`);
    for (const [k, each] of rules.entries()) drawing.putBeside(each, `${each.goal ? 'g' : 'w'}${k}`);
    for (const [k, event] of exits.entries()) drawing.leaveOn(event, `${'mbz'[k]}x`);
    return drawing.done(holds);
  });

class Drawing {
  readonly #journey: Journey;
  readonly #nodes: Record<string, JourneyNode>;
  readonly #wires: Wire[];

  constructor(journey: Journey) {
    this.#journey = journey;
    this.#nodes = { ...journey.nodes };
    this.#wires = Object.values(journey.wires);
  }

  putIn({ wire, tracks, wants }: Block, id: string): void {
    const cut = this.#wires[wire % this.#wires.length];
    if (!cut) return;
    const ids = tracks.map((_, k) => `abc`[k] ?? 'a');
    const label = (track: string) => ({ id: track, label: { en: track } });
    this.#put(id, 'fork', { tracks: ids.map(label) });
    this.#put(`${id}j`, 'join', wants);
    this.#wires.push({ from: `${id}j`, port: 'next', to: cut.to });
    cut.to = id;
    tracks.forEach(({ steps, ends }, k) => {
      // A track may end the whole journey; were all to do so, nothing would come together.
      this.#row({ from: id, port: ids[k] ?? 'a' }, `${id}${ids[k]}`, steps, ends && k > 0 ? 'done' : `${id}j`);
    });
  }

  putBeside({ goal, cause, steps, leads }: Rule, id: string): void {
    const targets = Object.keys(this.#journey.nodes).filter((node) => /^n|^done$|^out$/.test(node));
    this.#put(id, goal ? 'goal' : 'guard', goal ? { name: id, ...cause } : cause);
    if (!goal) this.#put(`${id}e`, 'guard-end', { outcome: 'told' });
    const last = goal ? (targets[leads % targets.length] ?? 'done') : `${id}e`;
    this.#row({ from: id, port: goal ? 'reached' : 'then' }, `${id}s`, steps, last);
  }

  leaveOn(event: string, id: string): void {
    this.#put(id, 'exit-rule', { on: 'event', event, outcome: id });
  }

  done(holds: readonly string[]): Journey {
    const nodes = Object.entries(this.#nodes).map(([id, node], k): [string, JourneyNode] => [
      id,
      { ...node, config: withHold(node.type, node.config, holds[k % holds.length]) },
    ]);
    return {
      ...this.#journey,
      nodes: Object.fromEntries(nodes),
      wires: Object.fromEntries(this.#wires.map((wire, k) => [`w${k}`, wire])),
      layout: Object.fromEntries(nodes.map(([id], k) => [id, { x: 0, y: 100 * k }])),
    };
  }

  /** Steps one after the other, from a port to a node. */
  #row(start: { from: string; port: string }, id: string, steps: readonly Loose[], last: string): void {
    this.#wires.push({ ...start, to: steps.length > 0 ? `${id}0` : last });
    steps.forEach(({ type, version, config, ports }, k) => {
      this.#nodes[`${id}${k}`] = { type, version, config };
      const to = k + 1 < steps.length ? `${id}${k + 1}` : last;
      for (const port of ports) this.#wires.push({ from: `${id}${k}`, port, to });
    });
  }

  #put(id: string, type: string, config: Record<string, unknown>): void {
    this.#nodes[id] = { type, version: 1, config };
  }
}
