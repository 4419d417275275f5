import { PLAN_KEY, type Plan, type PlanHash } from '@suivi/schema';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { PlanStore } from './plan-store.ts';

/**
 * Lets the plan travel by hash. On the wire it is `{"$plan":"sha256:…"}`, about 90 bytes; the worker's codec expands
 * it to `{"$plan":"sha256:…","body":{…}}` and strips it again on the way out, so that no history repeats a plan.
 */
export type PlanRef = { [PLAN_KEY]: PlanHash; body?: Plan };

const MARK = Buffer.from(`"${PLAN_KEY}":"sha256:`);

export class PlanCodec implements PayloadCodec {
  readonly #plans: PlanStore | undefined;

  /** @param plans where to find plans; a client that only sends references has none. */
  constructor(plans?: PlanStore) {
    this.#plans = plans;
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => withValue(payload, strip));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    const plans = this.#plans;
    if (!plans) return payloads;
    return Promise.all(
      payloads.map(async (payload) => {
        const hash = referenced(payload);
        if (!hash) return payload;
        const body = await plans.get(hash);
        return withValue(payload, (value) => expand(value, hash, body));
      }),
    );
  }
}

function withValue(payload: Payload, change: (value: Record<string, unknown>) => unknown): Payload {
  if (!mentionsPlan(payload)) return payload;
  return { ...payload, data: Buffer.from(JSON.stringify(change(read(payload)))) };
}

function referenced(payload: Payload): PlanHash | undefined {
  if (!mentionsPlan(payload)) return undefined;
  const ref = read(payload).plan as PlanRef | undefined;
  return ref?.[PLAN_KEY];
}

/** A byte search, so that the payloads without a plan (nearly all) are never parsed. */
const mentionsPlan = (payload: Payload): boolean => Buffer.from(payload.data ?? []).includes(MARK);
const read = (payload: Payload) =>
  JSON.parse(Buffer.from(payload.data ?? []).toString('utf8')) as Record<string, unknown>;

function strip(value: Record<string, unknown>): unknown {
  const ref = value.plan as PlanRef | undefined;
  return ref?.[PLAN_KEY] ? { ...value, plan: { [PLAN_KEY]: ref[PLAN_KEY] } } : value;
}

const expand = (value: Record<string, unknown>, hash: PlanHash, body: Plan) => ({
  ...value,
  plan: { [PLAN_KEY]: hash, body },
});
