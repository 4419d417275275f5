import { z } from 'zod';
import { condition } from './condition.ts';
import { parseDuration } from './instant.ts';
import { eventType } from './patient-event.ts';
import { localText } from './text.ts';

/** As in a journey; repeated here because the journey's own schema holds promises. */
const nodeId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
const length = z.string().refine((text) => parseDuration(text) !== undefined, { error: 'DURATION_MALFORMED' });

/**
 * A moment in a run: arriving at a node; leaving it by one of its ports; any message of a class; an event that comes in;
 * passing a branch or wait by a way that this condition opens (a consent check).
 */
export const moment = z.union([
  z.object({ node: nodeId, port: z.string().min(1).max(40).optional() }).strict(),
  z.object({ class: z.enum(['safety', 'clinical', 'service', 'education', 'promotion']) }).strict(),
  z.object({ event: eventType }).strict(),
  z.object({ holds: condition }).strict(),
]);
export type Moment = z.infer<typeof moment>;

/** A length of time, or until the end of the patient's local day so many days later (`{ days: 23 }`: by the end of D23). */
export const within = z.union([
  z.object({ after: length }).strict(),
  z.object({ days: z.number().int().min(0).max(3_660) }).strict(),
]);
export type Within = z.infer<typeof within>;

const named = { id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/), title: localText };

/**
 * What a journey promises about every run of it. A run that an exit rule, a goal or a person takes away is excused from
 * what it has not done yet; time in a clinical hold or a pause does not count.
 */
export const journeyPromise = z.discriminatedUnion('form', [
  /** Whoever comes to `from` comes to `to` within this time. */
  z.object({ ...named, form: z.literal('followed'), from: moment, to: moment, within }),
  /** Whoever has come to `after` does not come to `never` any more, or not within this time. */
  z.object({ ...named, form: z.literal('never-after'), never: moment, after: moment, within: within.optional() }),
  /** Within any row of time this long, `of` happens at most so often. */
  z.object({ ...named, form: z.literal('at-most'), count: z.number().int().min(0).max(100), of: moment, per: length }),
  /** Nobody comes to `to` without having passed `through`. */
  z.object({ ...named, form: z.literal('passes'), to: moment, through: moment }),
]);
export type JourneyPromise = z.infer<typeof journeyPromise>;
