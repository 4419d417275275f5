import { EVENT_CATALOG, type NodeId, type Plan, parseDuration } from '@suivi/schema';
import { type Model, waysOut } from './model.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { parseTime } from './scenario-time.ts';

export type Path = readonly PropertyKey[];

/** Where a time stands decides which forms it may have. */
export type TimePlace = 'entry' | 'happens' | 'other';

/** The questions that are asked of every name, time and length in a scenario; what is wrong becomes a problem. */
export class Checking {
  readonly problems: Problem[] = [];
  readonly model: Model;
  readonly plan: Plan;
  readonly #lineOf: (path: Path) => number | undefined;
  readonly #ports = new Map<NodeId, Set<string>>();

  constructor(model: Model, plan: Plan, lineOf: (path: Path) => number | undefined) {
    this.model = model;
    this.plan = plan;
    this.#lineOf = lineOf;
    for (const { node, port } of waysOut(plan)) {
      const ports = this.#ports.get(node) ?? new Set();
      this.#ports.set(node, ports.add(port));
    }
  }

  report(code: ProblemCode, params: Problem['params'], path: Path): void {
    const line = this.#lineOf(path);
    this.problems.push({ code, params, ...(line === undefined ? {} : { line }) });
  }

  /** @returns whether the node is there, or none is named. */
  node(id: string | undefined, path: Path): boolean {
    if (id === undefined || this.model.journey.nodes[id]) return true;
    this.report('SCENARIO_NODE_UNKNOWN', { node: id }, path);
    return false;
  }

  port(node: string, port: string, path: Path): void {
    if (!this.node(node, path)) return;
    const known = [...(this.#ports.get(node) ?? [])];
    if (known.includes(port)) return;
    this.report('SCENARIO_PORT_UNKNOWN', { node, port, known: known.join(', ') || '-' }, path);
  }

  time(text: string | undefined, path: Path, place: TimePlace = 'other'): void {
    if (text === undefined) return;
    const time = parseTime(text);
    if (!time) this.report('SCENARIO_TIME_INVALID', { time: text }, path);
    else if (place === 'entry' && time.kind !== 'absolute') {
      this.report('SCENARIO_TIME_NEEDS_ENTRY', { time: text }, path);
    } else if (time.kind !== 'absolute' && time.after) {
      if (place === 'happens') this.node(time.after.node, path);
      else this.report('SCENARIO_TIME_AFTER_HERE', { time: text }, path);
    }
  }

  event(type: string, path: Path): void {
    const { listens, trigger } = this.plan;
    if (listens.includes(type) || Object.hasOwn(EVENT_CATALOG, type)) return;
    if (trigger.on === 'event' && trigger.event === type) return;
    this.report('SCENARIO_EVENT_UNKNOWN', { event: type }, path);
  }

  length(text: string | undefined, path: Path): void {
    if (text === undefined || text === 'PT0S' || parseDuration(text) !== undefined) return;
    this.report('SCENARIO_LENGTH_INVALID', { length: text }, path);
  }
}
