import { emptyJourney, type Journey, type JourneyNode, type Wire } from '@suivi/schema';

/** A node before it has an id: `back` names the ports that may lead back, since some wait lies behind them. */
export interface Loose {
  type: string;
  version: number;
  config: Record<string, unknown>;
  ports: string[];
  back: string[];
}

/** Where the ports of a node lead, as numbers to be read once all nodes are known. */
export interface LooseJourney {
  zone: string;
  steps: { node: Loose; leads: number[] }[];
  rules: { early: boolean; config: Record<string, unknown>; goal: number | null }[];
}

/** Draws it: numbers become wires, forward unless the port may lead back; what nobody can reach is left out. */
export function drawn({ zone, steps: list, rules }: LooseJourney): Journey {
  const nodes: Record<string, JourneyNode> = {
    start: { type: 'trigger-event', version: 1, config: { event: 'dispense.recorded', reentry: 'per-event' } },
    // Somewhere every variable is set, so that conditions may look at all of them.
    tail: {
      type: 'set-variable',
      version: 1,
      config: {
        set: [
          { variable: 'count', add: 1 },
          { variable: 'mark', to: 'ab' },
        ],
      },
    },
    done: { type: 'exit', version: 1, config: { outcome: 'done' } },
    out: { type: 'exit', version: 1, config: { outcome: 'out' } },
  };
  const wires: Wire[] = [
    { from: 'start', port: 'next', to: 'n0' },
    { from: 'tail', port: 'next', to: 'done' },
  ];
  list.forEach(({ node: { type, version, config, ports, back }, leads }, at) => {
    nodes[`n${at}`] = { type, version, config };
    ports.forEach((port, k) => {
      const lead = leads[k] ?? 0;
      wires.push({ from: `n${at}`, port, to: target(at, lead, back.includes(port), list.length) });
    });
  });
  rules.forEach(({ early, config, goal }, k) => {
    const id = `${early ? 'a' : 'z'}${k}`;
    if (goal === null) nodes[id] = { type: 'exit-rule', version: 1, config: { ...config, outcome: 'ruled' } };
    else {
      nodes[id] = { type: 'goal', version: 1, config: { ...config, name: 'goal' } };
      wires.push({ from: id, port: 'reached', to: goal < list.length ? `n${goal}` : 'tail' });
    }
  });
  return reachablePart({ ...emptyJourney({ en: 'Lived' }), zone, nodes, wires: byId(wires) });
}

/** Mostly to the next step, sometimes past one or two; rarely to an end. */
function target(at: number, lead: number, mayLeadBack: boolean, count: number): string {
  if (lead >= 92) return lead % 2 === 0 ? 'out' : 'tail';
  if (lead >= 75 && mayLeadBack) return `n${lead % (at + 1)}`;
  const next = at + 1 + (lead % 5 < 3 ? 0 : (lead % 5) - 2);
  return next < count ? `n${next}` : 'tail';
}

const byId = (wires: readonly Wire[]): Record<string, Wire> =>
  Object.fromEntries(wires.map((wire, k) => [`w${k}`, wire]));

function reachablePart(journey: Journey): Journey {
  const wires = Object.values(journey.wires);
  const rules = Object.keys(journey.nodes).filter((id) => isRule(journey.nodes[id]));
  const reached = new Set(['start', ...rules]);
  for (const id of reached) for (const { from, to } of wires) if (from === id) reached.add(to);
  const kept = Object.entries(journey.nodes).filter(([id]) => reached.has(id));
  return {
    ...journey,
    nodes: Object.fromEntries(kept),
    wires: byId(wires.filter(({ from }) => reached.has(from))),
    layout: Object.fromEntries(kept.map(([id], k) => [id, { x: 0, y: 100 * k }])),
  };
}

const isRule = (node: JourneyNode | undefined): boolean => node?.type === 'exit-rule' || node?.type === 'goal';
