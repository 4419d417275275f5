import { betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins';
import { Pool, types } from 'pg';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { bearLoss, type Database, inOrganization } from '../database/database.ts';
import { APP_ROLE } from '../database/roles.ts';
import { callerFor } from './caller.ts';

export interface AccountsOptions {
  db: Database;
  /** Signs the session cookies (see readAuthSecret). */
  secret: string;
  /** Origins under which the builder is served, the main one first; no other may use a session. */
  origins: readonly [string, ...string[]];
  /** Sign-in tries per address: `max` within `seconds`. */
  signInLimit?: { seconds: number; max: number };
  /** Called with what the library failed on. */
  failed?(error: unknown): void;
}

/** Sessions and memberships. The library is only seen here; everybody else knows callers. */
export interface Accounts {
  /** Answers a request under /api/auth/. */
  handle(request: Request): Promise<Response>;
  /** Who is signed in by the session cookie; undefined for nobody, or for somebody without any membership. */
  callerOf(headers: Headers): Promise<Caller | undefined>;
  close(): Promise<void>;
}

/** The header in which the HTTP server names the peer's address; what a client sends in it is overwritten. */
export const PEER_HEADER = 'x-suivi-peer';

const DAY_SECONDS = 86_400;

export function openAccounts(options: AccountsOptions): Accounts {
  const { db } = options;
  const pool = authPool(db.url);
  const limit = options.signInLimit ?? { seconds: 60, max: 20 };
  const auth = betterAuth({
    appName: 'Suivi',
    baseURL: options.origins[0],
    basePath: '/api/auth',
    trustedOrigins: [...options.origins],
    secret: options.secret,
    database: pool,
    telemetry: { enabled: false },
    // Its messages may quote addresses and e-mails: failures come through `failed` instead.
    logger: { disabled: true },
    onAPIError: { onError: (error) => options.failed?.(error) },
    // Accounts are given out by the organization; strangers cannot make one.
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: DAY_SECONDS, updateAge: DAY_SECONDS / 24 },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 10,
      max: 200,
      customRules: { '/sign-in/email': { window: limit.seconds, max: limit.max } },
    },
    advanced: {
      // The library leaves both checks out where NODE_ENV is `test`; nothing may depend on that.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      cookiePrefix: 'suivi',
      database: { generateId: 'uuid' },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    plugins: [organization({ allowUserToCreateOrganization: false })],
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const caller = await callerFor(db.app, session.userId);
            return { data: { ...session, activeOrganizationId: caller?.organizationId ?? null } };
          },
          after: async (session) => {
            const caller = await callerFor(db.app, session.userId);
            if (caller) await recordSignIn(db, caller);
          },
        },
      },
    },
  });
  return {
    handle: (request) => auth.handler(request),
    callerOf: async (headers) => {
      const session = await auth.api.getSession({ headers });
      if (!session) return undefined;
      return callerFor(db.app, session.user.id, session.session.activeOrganizationId ?? undefined);
    },
    close: () => pool.end(),
  };
}

const recordSignIn = (db: Database, caller: Caller) =>
  inOrganization(db, caller.organizationId, (tx) =>
    audit(tx, {
      organizationId: caller.organizationId,
      by: caller.userId,
      byName: caller.name,
      action: 'session.signed-in',
      subject: caller.userId,
    }),
  );

/** The library wants instants as Date and its tables without a schema; our own queries want neither. */
function authPool(url: string): Pool {
  const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
    id === types.builtins.TIMESTAMPTZ ? (text: string) => new Date(text) : types.getTypeParser(id, format as 'text');
  const pool = new Pool({
    connectionString: url,
    max: 4,
    options: `-c role=${APP_ROLE} -c search_path=auth`,
    application_name: 'suivi_auth',
    types: { getTypeParser },
  });
  return bearLoss(pool);
}
