import { cleanText, elementId, eventType, fieldChanges, fieldKey, fieldValue, localText } from '@suivi/schema';
import { z } from 'zod';

/**
 * The scenario `suivi.scenario/1`: one made-up patient, what happens to them and when, and what is expected of a
 * journey. Times are local times of the patient (scenario-time.ts). docs/scenarios.md explains every key.
 */
export const SCENARIO_FORMAT = 'suivi.scenario/1';

/** Checked by scenario-time.ts, which tells a wrong one in words. */
const time = z.string().min(1).max(80);
const data = z.record(z.string(), z.unknown());
const node = elementId;
const port = z.string().min(1).max(40);
const text = cleanText(4_000).min(1);
/** `1` without quotes is a number in YAML, and means the same answer. */
const reply = z.union([text, z.number().transform(String)]);

const happening = z.union([
  z.strictObject({ at: time, event: eventType, data: data.optional() }),
  z.strictObject({ at: time, reply, data: data.optional() }),
  z.strictObject({ at: time, fields: fieldChanges }),
  z.strictObject({
    at: time,
    command: z.string().min(1).max(40),
    node: node.optional(),
    to: node.optional(),
    outcome: cleanText(60).min(1).optional(),
    /** The new deadline or other argument of a command, a time like all others. */
    until: time.optional(),
    mode: z.string().min(1).max(40).optional(),
    reason: cleanText(500).min(1).optional(),
  }),
]);
export type Happening = z.output<typeof happening>;

const outcome = z.strictObject({
  node,
  /** Only on the n-th visit; absent = on every visit. */
  visit: z.number().int().min(1).optional(),
  outcome: z.string().min(1).max(60),
  /** ISO 8601 length of time; only for what answers later, like a to-do. */
  after: z.string().min(1).max(40).optional(),
});
export type PlannedOutcome = z.output<typeof outcome>;

const step = z.union([
  z.string().min(1).max(200),
  z.strictObject({ node, port: port.optional(), at: time.optional(), within: z.string().optional() }),
]);

const expectedText = z.union([
  text,
  z.strictObject({
    text: text.optional(),
    contains: text.optional(),
    node: node.optional(),
    at: time.optional(),
    within: z.string().optional(),
  }),
]);

const expectation = z.strictObject({
  /** Whether the entry is taken at all; a trigger with a filter may refuse it. */
  enters: z.boolean().optional(),
  /** Every node that is reached, in order. */
  path: z.array(step).optional(),
  /** Nodes that are reached in this order, whatever lies between. */
  passes: z.array(step).optional(),
  /** Every text that the patient gets, in order. */
  texts: z.array(expectedText).optional(),
  outcome: cleanText(60).min(1).optional(),
  ended: time.optional(),
  state: z.enum(['waiting', 'held', 'finished', 'exited']).optional(),
  /** Where the run stands at the end of the scenario. */
  standsAt: z.array(node).optional(),
  never: z
    .strictObject({
      nodes: z.array(node).optional(),
      ports: z.array(z.string().regex(/^[^.]+\.[^.]+$/)).optional(),
      /** Parts of texts. */
      texts: z.array(text).optional(),
    })
    .optional(),
});
export type Expectation = z.output<typeof expectation>;
export type ExpectedStep = z.output<typeof step>;
export type ExpectedText = z.output<typeof expectedText>;

export const scenario = z.strictObject({
  v: z.literal(SCENARIO_FORMAT),
  title: z.union([z.string().transform((zh) => ({ zh })), z.strictObject(localText.shape)]),
  note: cleanText(2_000).optional(),
  /** Wall clock of the patient; absent = that of the journey. */
  zone: z.string().min(1).max(64).optional(),
  persona: z
    .strictObject({
      name: cleanText(60).optional(),
      fields: z.record(fieldKey, fieldValue).default({}),
      tags: z.array(cleanText(60).min(1)).default([]),
    })
    .prefault({}),
  entry: z.strictObject({
    at: time.optional(),
    /** The event that enrols; with it `by` is not needed. */
    event: eventType.optional(),
    data: data.optional(),
    by: z.enum(['event', 'hand', 'date']).optional(),
  }),
  happens: z.array(happening).default([]),
  on: z.array(outcome).default([]),
  /** The clock goes on to here. */
  until: time,
  expect: expectation.prefault({}),
});
export type Scenario = z.output<typeof scenario>;
export type ScenarioInput = z.input<typeof scenario>;

/** The format as JSON Schema, by which editors complete and check what somebody writes. */
export const scenarioSchema = (): Record<string, unknown> => z.toJSONSchema(scenario, { io: 'input' });
