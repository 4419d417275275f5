import { configOf, nodeDefinition } from '@suivi/nodes';
import { CLINICAL_HOLD, CLINICAL_RELEASE, type Journey, OWN_EVENTS, type Requirement } from '@suivi/schema';
import { compile } from './compile.ts';

/** Events that every organization has. */
const EVERYWHERE: readonly string[] = [...OWN_EVENTS, CLINICAL_HOLD, CLINICAL_RELEASE];

type Field = Requirement['fields'][number];

/**
 * What a journey needs from the organization that runs it: fields of the patient, events, staff groups,
 * calendars, other journeys. What the document
 * already says about channels stays. Everything is sorted, so that the same drawing has the same requirements.
 */
export function requirementsOf(journey: Journey): Requirement {
  const fields = new Map<string, Field>();
  const groups = new Set<string>();
  const events = new Set<string>();
  const journeys = new Set<string>();
  for (const node of Object.values(journey.nodes)) {
    const needs = nodeDefinition(node.type)?.needs(configOf(node)) ?? {};
    for (const field of needs.fields ?? []) fields.set(field.key, sharper(fields.get(field.key), field));
    for (const group of needs.staffGroups ?? []) groups.add(group);
    for (const event of needs.events ?? []) events.add(event);
    for (const key of needs.journeys ?? []) journeys.add(key);
  }
  const { plan } = compile(journey);
  if (plan?.trigger.on === 'event') events.add(plan.trigger.event);
  for (const event of plan?.listens ?? []) if (!EVERYWHERE.includes(event)) events.add(event);
  return {
    fields: [...fields.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    events: [...events].sort(),
    channels: journey.requires.channels,
    staffGroups: [...groups].sort(),
    calendars: plan?.calendars ?? [],
    journeys: [...journeys].sort(),
  };
}

/** "Has a value" takes any type, so another use of the field says more. */
const sharper = (known: Field | undefined, field: Field): Field => {
  if (!known || known.type === 'any') return field;
  return known.unit === undefined && field.unit !== undefined ? { ...known, unit: field.unit } : known;
};
