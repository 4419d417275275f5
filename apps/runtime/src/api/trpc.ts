import { type Permission, SuiviError } from '@suivi/schema';
import { initTRPC } from '@trpc/server';
import { errorFormatter } from './error-shape.ts';
import type { Caller, Services } from './services.ts';

export interface Context {
  services: Services;
  /** Undefined when nobody is signed in. */
  caller: Caller | undefined;
}

export const t = initTRPC
  .context<Context>()
  .meta<{ permission: Permission | 'anyone' | 'signed-in' }>()
  .create({
    errorFormatter,
    sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
  });

/** Anyone may call it, signed in or not. */
export const open = t.procedure.meta({ permission: 'anyone' });

export const signedIn = t.procedure.meta({ permission: 'signed-in' }).use(({ ctx, next }) => {
  if (!ctx.caller) throw new SuiviError('NOT_SIGNED_IN');
  return next({ ctx: { ...ctx, caller: ctx.caller } });
});

/** A procedure that needs a permission. The check is here and nowhere else; the matrix test calls every one. */
export const needs = (permission: Permission) =>
  signedIn.meta({ permission }).use(({ ctx, next }) => {
    if (!ctx.caller.permissions.has(permission)) throw new SuiviError('NOT_ALLOWED', { permission });
    return next();
  });
