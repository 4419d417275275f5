/** The server's half of a node: `activity.ts`. Nothing in here may reach the page. */
import type { EpochMs } from '@suivi/schema';
import type { z } from 'zod';
import type { NodeDefinition } from './define-node.ts';

/** Everything an activity may use of the world. It reads no clock, network, database or environment of its own. */
export interface ActivityContext {
  /** run/node/visit: the same for every try, so that the other side can tell a repetition. */
  key: string;
  /** Opaque key of the run. */
  run: string;
  node: string;
  /** When it happens, in the journey's own time; a try after an outage may be hours later. */
  at: EpochMs;
  /** The real time now. */
  now(): EpochMs;
  /** Fields of the patient that the definition names in `reads`, as they are now. */
  patient: Readonly<Record<string, unknown>>;
  /** Values that the run keeps for itself. */
  variables: Readonly<Record<string, unknown>>;
  /** To the installation's log: a stable code, with numbers and switches. Texts are dropped, for they could name somebody. */
  log(code: string, values?: Record<string, unknown>): void;
  /** `SUIVI_SECRET_<PACK>_<NAME>` of the environment. @throws NodeError when it is not set */
  secret(name: string): string;
  /** Calls hosts that `egress` or suivi.config.ts name, never an address they should not lead to. @throws NodeError */
  fetch(url: string, init?: CallInit): Promise<Response>;
  /** Fires when nobody waits for the outcome any more. */
  signal: AbortSignal;
}

export interface CallInit {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
}

/** One of the definition's outcomes, with values for the trace: numbers, switches and codes. */
export type Outcome = string | { outcome: string; detail?: Record<string, string | number | boolean> };

/**
 * A reason to fail that may be shown: a stable code, never a text of another system. Anything else that is thrown is
 * `NODE_FAILED`.
 */
export class NodeError extends Error {
  readonly code: string;
  readonly retry: boolean;

  /** @param options.retry whether another try could end differently; yes unless told. */
  constructor(code: string, options: ErrorOptions & { retry?: boolean } = {}) {
    super(code, options);
    this.name = 'NodeError';
    this.code = code;
    this.retry = options.retry ?? true;
  }
}

/** An activity with the type of its config erased. */
export interface Activity {
  definition: NodeDefinition;
  run(ctx: ActivityContext, input: { config: unknown }): Promise<Outcome>;
}

/**
 * Binds what a node does to its definition. What it returns is the outcome; what it throws is tried again, at most
 * `attempts` times in all, and then is the outcome `failed`.
 */
export function defineActivity<Definition extends NodeDefinition>(
  definition: Definition,
  run: (ctx: ActivityContext, input: { config: z.output<Definition['config']> }) => Promise<Outcome> | Outcome,
): Activity {
  return {
    definition,
    run: async (ctx, { config }) => run(ctx, { config: definition.config.parse(config) as never }),
  };
}
