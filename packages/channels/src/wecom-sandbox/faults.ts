import { z } from 'zod';

/** Mishaps ordered through the control plane. They are not kept over a restart. */
export const faultSettings = z.object({
  failNext: z
    .object({
      path: z.string().startsWith('/cgi-bin/'),
      errcode: z.number().int(),
      times: z.number().int().min(0).default(1),
    })
    .nullable(),
  /** Wait after recording, before answering. */
  delayMs: z.number().int().min(0).max(120_000),
  /** Accept and record the next n messages, then destroy the connection instead of answering. */
  dropAfterAccept: z.number().int().min(0),
  /** Lifetime of access tokens given from now on. */
  tokenLifeS: z.number().int().positive(),
});
export type FaultSettings = z.infer<typeof faultSettings>;

/** The mishaps still to come. */
export class Faults {
  delayMs = 0;
  tokenLifeS = 7200;
  #failNext: FaultSettings['failNext'] = null;
  #drops = 0;

  set(changed: { readonly [K in keyof FaultSettings]?: FaultSettings[K] | undefined }): void {
    if (changed.failNext !== undefined) this.#failNext = changed.failNext;
    this.delayMs = changed.delayMs ?? this.delayMs;
    this.tokenLifeS = changed.tokenLifeS ?? this.tokenLifeS;
    this.#drops = changed.dropAfterAccept ?? this.#drops;
  }

  /** The errcode this request must fail with, if one is due; uses it up. */
  takeFailure(path: string): number | undefined {
    const due = this.#failNext;
    if (due === null || due.path !== path || due.times === 0) return undefined;
    this.#failNext = { ...due, times: due.times - 1 };
    return due.errcode;
  }

  /** Whether the answer to this accepted message must be lost; uses one up. */
  takeDrop(): boolean {
    if (this.#drops === 0) return false;
    this.#drops--;
    return true;
  }
}
