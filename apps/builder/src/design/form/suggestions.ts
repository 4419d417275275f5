import { configOf, nodeDefinition } from '@suivi/nodes';
import { condition, EVENT_CATALOG, type Journey, type Locale, leavesOf, type Source } from '@suivi/schema';
import { createContext, useContext } from 'react';

export interface Suggestion {
  value: string;
  label?: string;
}

/** What the fields of a form may offer: names that are known elsewhere. Free text stays possible everywhere. */
export interface Suggestions {
  /** The type of the event by which people enter. */
  entryEvent?: string;
  variables: readonly string[];
  patientFields: readonly string[];
  staffGroups: readonly Suggestion[];
  /** Titles of the organization's journeys. */
  journeys: readonly string[];
}

const NOTHING: Suggestions = { variables: [], patientFields: [], staffGroups: [], journeys: [] };
export const SuggestionsContext = createContext<Suggestions>(NOTHING);
export const useSuggestions = (): Suggestions => useContext(SuggestionsContext);

/** Names that other nodes of the journey use already. */
export function namesIn(
  doc: Journey,
): Pick<Suggestions, 'entryEvent' | 'variables' | 'patientFields'> & { groups: string[] } {
  const variables = new Set<string>();
  const fields = new Set<string>();
  const groups = new Set<string>();
  let entryEvent: string | undefined;
  for (const node of Object.values(doc.nodes)) {
    const definition = nodeDefinition(node.type);
    const config = configOf(node);
    const needs = definition?.needs(config) ?? {};
    for (const { key } of needs.fields ?? []) fields.add(key);
    for (const group of needs.staffGroups ?? []) groups.add(group);
    for (const name of variablesIn(config)) variables.add(name);
    if (definition?.trigger && typeof config.event === 'string') entryEvent = config.event;
  }
  return {
    ...(entryEvent ? { entryEvent } : {}),
    variables: [...variables].sort(),
    patientFields: [...fields].sort(),
    groups: [...groups].sort(),
  };
}

function variablesIn(config: Record<string, unknown>): string[] {
  if (!Array.isArray(config.set)) return [];
  return config.set.flatMap((each: unknown) => {
    const name = (each as { variable?: unknown } | null)?.variable;
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
}

/** Fields to pick from, by where the value comes from. `event`: the type of the event that a filter looks at. */
export function fieldsOf(from: Source, event: string, known: Suggestions, locale: Locale): Suggestion[] {
  switch (from) {
    case 'variable':
      return known.variables.map((value) => ({ value }));
    case 'patient':
      return known.patientFields.map((value) => ({ value }));
    case 'event':
      return eventFields([event], locale);
    case 'entry':
      return eventFields(known.entryEvent ? [known.entryEvent] : Object.keys(EVENT_CATALOG), locale);
    case 'last':
      return eventFields(Object.keys(EVENT_CATALOG), locale);
  }
}

function eventFields(types: readonly string[], locale: Locale): Suggestion[] {
  const fields = new Map<string, string>();
  for (const type of types) {
    for (const [path, label] of Object.entries(EVENT_CATALOG[type]?.fields ?? {})) {
      if (!fields.has(path)) fields.set(path, label[locale]);
    }
  }
  return [...fields].map(([value, label]) => ({ value, label }));
}

const UNITS = ['mmol/L', 'mg/dL', 'mmHg', 'kPa', 'kg', 'g', '°C', '%'];

/** Units in which this field of the event comes; where that is not known, all that can be converted. */
export function unitsOf(from: Source, field: string, event: string, known: Suggestions): readonly string[] {
  const type = from === 'event' ? event : from === 'entry' ? known.entryEvent : undefined;
  if (type !== undefined && EVENT_CATALOG[type]) return EVENT_CATALOG[type].units?.[field] ?? [];
  return from === 'variable' ? [] : UNITS;
}

/** Whether a stored condition can be put into words. */
export function conditionIn(raw: unknown) {
  const read = condition.safeParse(raw);
  return read.success && leavesOf(read.data).length > 0 ? read.data : undefined;
}
