import { planHash } from '@suivi/compiler';
import { PLAN_VERSION, upcastPlan } from '@suivi/engine';
import { type Plan, type PlanHash, SuiviError } from '@suivi/schema';
import { LRUCache } from 'lru-cache';
import type { Queryable } from '../database/database.ts';

/** Plans by hash, from memory or PostgreSQL. A plan is immutable, so a cached one never goes stale. */
export class PlanStore {
  readonly #cache = new LRUCache<PlanHash, Plan>({ max: 500 });
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** @throws SuiviError PLAN_UNKNOWN, PLAN_HASH_MISMATCH (the stored bytes were changed), PLAN_VERSION_NEWER. */
  async get(hash: PlanHash): Promise<Plan> {
    const cached = this.#cache.get(hash);
    if (cached) return cached;
    const { rows } = await this.#db.query<{ body: string }>('SELECT body FROM plans WHERE hash = $1', [hash]);
    const [row] = rows;
    if (!row) throw new SuiviError('PLAN_UNKNOWN', { hash });
    const stored = JSON.parse(row.body) as { v: number };
    if (planHash(stored) !== hash) throw new SuiviError('PLAN_HASH_MISMATCH');
    if (stored.v > PLAN_VERSION) throw new SuiviError('PLAN_VERSION_NEWER', { v: stored.v });
    const plan = upcastPlan(stored);
    this.#cache.set(hash, plan);
    return plan;
  }
}
