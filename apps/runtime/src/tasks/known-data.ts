import { EVENT_CATALOG } from '@suivi/schema';

/** The part of an event's data that the catalogue names: never words of the patient. */
export function knownData(type: string, data: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.keys(EVENT_CATALOG[type]?.fields ?? {});
  return Object.fromEntries(Object.entries(data).filter(([key]) => fields.includes(key)));
}
