import { z } from 'zod';
import { journeyPromise } from './promise.ts';
import { cleanText, localText } from './text.ts';

export * from './promise.ts';

/**
 * The journey document `suivi.journey/1`: what the canvas edits and a version freezes.
 * A draft may hold anything a person can draw, so `config` is open here and checked by the compiler.
 * Positions live in `layout`, apart from the content: moving a node never counts as an edit of what it says.
 */
export const JOURNEY_FORMAT = 'suivi.journey/1';

/**
 * Id of a node or a wire. Ids are keys of plain objects everywhere, so a name that every object has already
 * (`constructor`) would be found where nothing was put.
 */
export const elementId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, { error: 'ID_MALFORMED' })
  .refine((id) => !(id in Object.prototype), { error: 'ID_MALFORMED' });

export const journeyNode = z.object({
  type: z.string().min(1).max(60),
  /** Version of the node type that `config` was written for. */
  version: z.number().int().min(1),
  name: localText.optional(),
  config: z.record(z.string(), z.unknown()),
});
export type JourneyNode = z.infer<typeof journeyNode>;

export const wire = z.object({ from: elementId, port: z.string().min(1).max(40), to: elementId });
export type Wire = z.infer<typeof wire>;

export const position = z.object({ x: z.number().finite(), y: z.number().finite() });
export type Position = z.infer<typeof position>;

export const requirement = z.object({
  fields: z.array(z.object({ key: z.string(), type: z.string(), unit: z.string().optional() })).default([]),
  events: z.array(z.string()).default([]),
  channels: z.array(z.string()).default([]),
  staffGroups: z.array(z.string()).default([]),
  /** Work-day calendars, by name. */
  calendars: z.array(z.string()).default([]),
  /** Journeys that this one calls or hands over to, by key. */
  journeys: z.array(z.string()).default([]),
});

export type Requirement = z.infer<typeof requirement>;

export const journey = z.object({
  v: z.literal(JOURNEY_FORMAT),
  title: localText,
  description: localText.default({}),
  /** IANA zone used where a patient has none of their own. */
  zone: cleanText(64).default('Asia/Shanghai'),
  nodes: z.record(elementId, journeyNode),
  wires: z.record(elementId, wire),
  layout: z.record(elementId, position),
  /** What this journey needs from the organization that runs it. */
  requires: requirement.prefault({}),
  /** What it promises about every patient; the compiler proves or refutes it where it can. */
  promises: z.array(journeyPromise).max(100).optional(),
});
export type Journey = z.infer<typeof journey>;

/** The limits of one document: far above any journey we have seen, far below what would hurt the canvas. */
export const JOURNEY_LIMITS = { nodes: 2_000, wires: 6_000, bytes: 4_000_000 } as const;

export function emptyJourney(title: z.infer<typeof localText>): Journey {
  return journey.parse({ v: JOURNEY_FORMAT, title, nodes: {}, wires: {}, layout: {} });
}
