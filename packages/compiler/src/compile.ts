import {
  type ApprovalNeed,
  contentHash,
  type Diagnostic,
  type Journey,
  MINUTE,
  type Plan,
  type PlanHash,
} from '@suivi/schema';
import { approvalNeeds } from './approval-needs.ts';
import { checkConditions } from './check-conditions.ts';
import { checkEnds } from './check-ends.ts';
import { checkFlow } from './check-flow.ts';
import { checkGraph } from './check-graph.ts';
import { checkLoops } from './check-loops.ts';
import { checkNodes } from './check-nodes.ts';
import { checkShape } from './check-shape.ts';
import { type Catalog, checkZone } from './check-zone.ts';
import { Mending, withFix } from './fix.ts';
import { withJourneyIds } from './journey-ids.ts';
import { lowerAll } from './lower.ts';
import { calendarsOf, factsOf, listensOf, shortestWait } from './plan-parts.ts';

export interface Compiled {
  /** Findings about the whole journey first. */
  diagnostics: Diagnostic[];
  /** Texts to be approved, as far as their nodes are sound. */
  needs: ApprovalNeed[];
  /** Present when there is no diagnostic of severity error. */
  plan?: Plan;
}

/**
 * Compiles a journey to its plan. Pure and total: whatever a draft holds, the answer is diagnostics.
 * @param id the journey's id, which becomes part of the plan and so of its hash.
 */
export function compile(journey: Journey, id = 'draft', catalog: Catalog = {}): Compiled {
  const nodes = checkNodes(journey);
  const graph = checkGraph(journey, nodes.known);
  const shape = checkShape(journey, nodes.known);
  const lowered = lowerAll(nodes.known, graph.exits, graph.open);
  const { ops, exits, goals, guards } = lowered;
  const trigger = shape.entry?.sound ? shape.entry.definition.trigger?.(shape.entry.config) : undefined;
  const needs = approvalNeeds(nodes.known, graph.exits, lowered, trigger);
  const entry = shape.entry && ops[shape.entry.id] ? shape.entry.id : undefined;
  const meaning = { ...lowered, ...(entry === undefined ? {} : { entry }), ...(trigger ? { trigger } : {}) };
  const found = [
    ...shape.diagnostics,
    ...nodes.diagnostics,
    ...graph.diagnostics,
    ...checkZone(journey, catalog),
    ...checkConditions(nodes.known, lowered, entry, trigger, unitsOf(journey, catalog)),
    ...checkLoops(ops),
    ...checkEnds(nodes.known, lowered, entry),
    ...checkFlow(journey, id, nodes.known, meaning, catalog),
  ];
  const mending = new Mending(journey, nodes.known);
  const diagnostics = found.map((each) => withFix(mending, each));
  diagnostics.sort((a, b) => Number(a.node !== undefined) - Number(b.node !== undefined));
  if (!shape.entry || !trigger || diagnostics.some((d) => d.severity === 'error')) return { diagnostics, needs };
  const plan: Plan = {
    v: 3,
    journey: id,
    zone: journey.zone,
    entry: shape.entry.id,
    trigger,
    ops: withJourneyIds(ops, catalog.journeys),
    listens: listensOf(lowered),
    facts: factsOf(lowered),
    exits,
    goals,
    guards,
    calendars: calendarsOf(lowered),
    testOnly: shortestWait(Object.values(ops)) < MINUTE,
  };
  return { diagnostics, needs, plan };
}

/** The units of the patient's fields: the organization's own win over what the document says. */
const unitsOf = ({ requires }: Journey, { units = {} }: Catalog): Map<string, string> =>
  new Map([
    ...requires.fields.flatMap(({ key, unit }): [string, string][] => (unit === undefined ? [] : [[key, unit]])),
    ...Object.entries(units),
  ]);

/** The key of a plan: sha256 of its canonical JSON. */
export const planHash = (plan: { v: number }): PlanHash => contentHash(plan);
