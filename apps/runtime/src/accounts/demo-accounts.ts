import { isIP } from 'node:net';
import type { Role, SystemInfo } from '@suivi/schema';
import { hashPassword } from 'better-auth/crypto';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { type Database, transaction } from '../database/database.ts';
import { callerFor } from './caller.ts';
import { ensureStaffGroups } from './demo-staff.ts';

const PASSWORD = 'suivi-demo';

const ORGANIZATION = { slug: 'anhe', name: '安禾健康', metadata: { name: { zh: '安禾健康', en: 'Anhe Health' } } };

interface DemoPerson {
  role: Role;
  /** What stands before the @ of the address; absent = the role. */
  account?: string;
  name: string;
  qualification: string;
}

/** The first of a role is the one in whose name examples are made. */
const PEOPLE: readonly DemoPerson[] = [
  { role: 'operator', name: '李雯', qualification: '' },
  { role: 'reviewer', name: '王敏', qualification: '主治医师' },
  { role: 'staff', name: '周倩', qualification: '药师' },
  { role: 'staff', account: 'nurse', name: '吴芳', qualification: '护士' },
  { role: 'staff', account: 'lead', name: '何静', qualification: '护士长' },
  { role: 'engineer', name: '陈浩', qualification: '' },
  { role: 'admin', name: '刘洋', qualification: '' },
  { role: 'auditor', name: '孙悦', qualification: '' },
];

export interface DemoAccounts {
  organizationId: string;
  /** What the sign-in page offers. */
  accounts: SystemInfo['demoAccounts'];
  /** The same people as callers, for seeding example content in their names. */
  callers: Record<Role, Caller>;
}

/** True for names and addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === 'localhost' || host === '::1' || host === '[::1]';
}

/**
 * Makes the demo organization with a person per role, its staff groups and their members, as far as they are missing. Their password is public.
 * @param host the address the server listens on. @throws Error unless it is a loopback address.
 */
export async function seedDemoAccounts(db: Database, host: string): Promise<DemoAccounts> {
  if (!isLoopback(host)) throw new Error('demo accounts exist on a loopback address only');
  const password = await hashPassword(PASSWORD);
  return transaction(db.app, async (tx) => {
    // Two starts at once would both find nobody.
    await tx.query('SELECT pg_advisory_xact_lock(715204)');
    const organizationId = await ensureOrganization(tx);
    const callers: Partial<Record<Role, Caller>> = {};
    const userOf = new Map<string, string>();
    for (const person of PEOPLE) {
      const caller = await ensurePerson(tx, organizationId, person, password);
      callers[person.role] ??= caller;
      userOf.set(accountOf(person), caller.userId);
    }
    await ensureStaffGroups(tx, organizationId, userOf);
    const accounts = PEOPLE.map((person) => ({
      email: emailOf(person),
      password: PASSWORD,
      role: person.role,
      name: person.name,
    }));
    return { organizationId, accounts, callers: callers as Record<Role, Caller> };
  });
}

const accountOf = ({ account, role }: DemoPerson): string => account ?? role;
const emailOf = (person: DemoPerson): string => `${accountOf(person)}@demo.suivi`;

async function ensureOrganization(tx: PoolClient): Promise<string> {
  await tx.query(
    'INSERT INTO auth.organization (id, name, slug, metadata) VALUES ($1, $2, $3, $4) ON CONFLICT (slug) DO NOTHING',
    [uuidv7(), ORGANIZATION.name, ORGANIZATION.slug, JSON.stringify(ORGANIZATION.metadata)],
  );
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM auth.organization WHERE slug = $1', [
    ORGANIZATION.slug,
  ]);
  return rows[0]?.id ?? '';
}

async function ensurePerson(
  tx: PoolClient,
  organizationId: string,
  person: DemoPerson,
  password: string,
): Promise<Caller> {
  const made = await tx.query<{ id: string }>(
    `INSERT INTO auth."user" (id, name, email, "emailVerified", qualification) VALUES ($1, $2, $3, true, $4)
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [uuidv7(), person.name, emailOf(person), person.qualification],
  );
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [emailOf(person)]);
  const id = rows[0]?.id ?? '';
  if (made.rowCount) {
    await tx.query(
      'INSERT INTO auth.account (id, "accountId", "providerId", "userId", password) VALUES ($1, $2, $3, $4, $5)',
      [uuidv7(), id, 'credential', id, password],
    );
  }
  await tx.query(
    `INSERT INTO auth.member (id, "organizationId", "userId", role) VALUES ($1, $2, $3, $4)
     ON CONFLICT ("organizationId", "userId") DO NOTHING`,
    [uuidv7(), organizationId, id, person.role],
  );
  const caller = await callerFor(tx, id, organizationId);
  if (!caller) throw new Error(`no membership for ${emailOf(person)}`);
  return caller;
}
