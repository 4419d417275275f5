import type { Journey, NodeId, Plan, TraceRow } from '@suivi/schema';
import { type WayOut, waysOut } from './model.ts';

/** A port or a time-out, and how often it was taken. */
export interface PortTaken {
  node: NodeId;
  port: string;
  /** By time alone: nobody answered, nothing came. */
  timeout: boolean;
  /** False for a port without a wire of its own, which falls back on another one. */
  drawn: boolean;
  taken: number;
}

/** Counts the ports that rows name. Time-outs are counted by themselves where something else leads to the same port. */
export class PortsTaken {
  readonly #ways: PortTaken[];
  readonly #byTime = new Map<string, PortTaken>();
  readonly #inside = new Map<NodeId, PortTaken[]>();
  readonly #otherwise = new Map<string, PortTaken>();
  readonly #reached = new Map<NodeId, number>();

  constructor(plan: Plan, journey: Journey) {
    const drawn = new Set(Object.values(journey.wires).map(({ from, port }) => `${from} ${port}`));
    this.#ways = waysOut(plan).map(({ node, port, timeout, inside }: WayOut) => {
      const way = { node, port, timeout, drawn: timeout || drawn.has(`${node} ${port}`), taken: 0 };
      if (inside) this.#inside.set(node, [...(this.#inside.get(node) ?? []), way]);
      else (timeout ? this.#byTime : this.#otherwise).set(`${node} ${port}`, way);
      return way;
    });
    for (const op of Object.values(plan.ops)) this.#reached.set(op.node, 0);
    for (const { node } of [...plan.exits, ...plan.goals, ...plan.guards]) this.#reached.set(node, 0);
  }

  add({ node, port, kind, by }: TraceRow): void {
    if (kind === 'entered') this.#reached.set(node, (this.#reached.get(node) ?? 0) + 1);
    if (port === undefined && kind === 'woke' && by === 'deadline') {
      for (const way of this.#inside.get(node) ?? []) way.taken += 1;
    }
    // What an operator skipped did not run out by itself.
    if (port === undefined || by === 'operator') return;
    const name = `${node} ${port}`;
    const [first, second] = by === 'deadline' ? [this.#byTime, this.#otherwise] : [this.#otherwise, this.#byTime];
    const way = first.get(name) ?? second.get(name);
    if (way) way.taken += 1;
  }

  /** In the order of their names, so that two tellings of the same plan read alike. */
  ports(): PortTaken[] {
    return [...this.#ways].sort((a, b) => order(`${a.node} ${a.port}`, `${b.node} ${b.port}`));
  }

  /** How often each node was reached, by its id. */
  nodes(): { node: NodeId; reached: number }[] {
    return [...this.#reached].map(([node, reached]) => ({ node, reached })).sort((a, b) => order(a.node, b.node));
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
