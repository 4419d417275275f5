import { PLAN_KEY, ZONE_KEY } from '@suivi/schema';
import type { Payload, PayloadCodec } from '@temporalio/common';

type Fields = Record<string, unknown>;
/** What stands for a large immutable value: `{"$plan":"sha256:…"}`; expanded it has a `body` as well. */
type Reference = Fields & { body?: unknown };

/** The fields of a payload that may hold a reference, each with the key by which one is known. */
export const REFERENCES = { plan: PLAN_KEY, zone: ZONE_KEY } as const;
type Field = keyof typeof REFERENCES;
const FIELDS = Object.keys(REFERENCES) as Field[];

/** Where the bodies come from. */
export type Bodies = Record<Field, (reference: Fields) => unknown>;

const MARKS = Object.values(REFERENCES).map((key) => Buffer.from(`"${key}":"`));

/**
 * Lets plans and wall clocks travel by name. On the wire they are references of some 60 to 90 bytes; the worker's codec
 * expands them and strips them again on the way out, so that no history repeats them.
 */
export class ReferenceCodec implements PayloadCodec {
  readonly #bodies: Bodies | undefined;

  /** @param bodies a client that only sends references has none. */
  constructor(bodies?: Bodies) {
    this.#bodies = bodies;
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      if (!mayRefer(payload)) return payload;
      const value = read(payload);
      for (const [field, { body: _, ...reference }] of referencesIn(value)) value[field] = reference;
      return write(payload, value);
    });
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    const bodies = this.#bodies;
    if (!bodies) return payloads;
    return Promise.all(
      payloads.map(async (payload) => {
        if (!mayRefer(payload)) return payload;
        const value = read(payload);
        for (const [field, reference] of referencesIn(value)) {
          value[field] = { ...reference, body: await bodies[field](reference) };
        }
        return write(payload, value);
      }),
    );
  }
}

function referencesIn(value: Fields): [Field, Reference][] {
  return FIELDS.flatMap((field): [Field, Reference][] => {
    const held = value[field];
    return typeof held === 'object' && held !== null && REFERENCES[field] in held ? [[field, held as Reference]] : [];
  });
}

/** A byte search, so that the payloads without a reference (nearly all) are never parsed. */
function mayRefer(payload: Payload): boolean {
  const data = Buffer.from(payload.data ?? []);
  return MARKS.some((mark) => data.includes(mark));
}

const read = (payload: Payload): Fields => JSON.parse(Buffer.from(payload.data ?? []).toString('utf8')) as Fields;
const write = (payload: Payload, value: Fields): Payload => ({ ...payload, data: Buffer.from(JSON.stringify(value)) });
