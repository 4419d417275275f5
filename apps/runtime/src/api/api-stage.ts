import { permissionsOf, ROLES, type Role } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';
import { scratchDatabase } from '../../test/scratch-database.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { Notifications } from '../database/notifications.ts';
import { makeServices } from './make-services.ts';
import { createCaller } from './router.ts';
import type { Caller, Services } from './services.ts';

/** The instant that tests take for now. */
export const NOW = Date.parse('2026-03-02T09:00:00+08:00');

/** For tests: the services on a database of their own, called as the builder calls them. */
export interface ApiStage {
  db: Database;
  services: Services;
  /** An organization with one person per role. */
  organization(name: string): Promise<Record<Role, Caller>>;
  /** The API as this caller, or signed out. */
  as(caller?: Caller): ReturnType<typeof createCaller>;
  close(): Promise<void>;
}

export async function openApiStage(): Promise<ApiStage> {
  const scratch = await scratchDatabase();
  const db = openDatabase(scratch.url);
  const notifications = new Notifications(scratch.url);
  await notifications.start();
  const system = { demoAccounts: [], version: 'test', designOnly: false };
  const services = makeServices({ db, notifications, system, now: () => NOW });
  return {
    db,
    services,
    organization: (name) => makeOrganization(db, name),
    as: (caller) => createCaller({ services, caller }),
    async close() {
      await notifications.stop();
      await db.close();
      await scratch.drop();
    },
  };
}

async function makeOrganization(db: Database, name: string): Promise<Record<Role, Caller>> {
  const organizationId = uuidv7();
  await db.app.query('INSERT INTO auth.organization (id, name, slug) VALUES ($1, $2, $3)', [
    organizationId,
    name,
    organizationId,
  ]);
  const callers = new Map<Role, Caller>();
  for (const role of ROLES) {
    const userId = uuidv7();
    const person = `${role} ${name}`;
    await db.app.query('INSERT INTO auth."user" (id, name, email) VALUES ($1, $2, $3)', [userId, person, userId]);
    await db.app.query('INSERT INTO auth.member (id, "organizationId", "userId", role) VALUES ($1, $2, $3, $4)', [
      uuidv7(),
      organizationId,
      userId,
      role,
    ]);
    const permissions = permissionsOf([role]);
    callers.set(role, { userId, name: person, qualification: '', organizationId, roles: [role], permissions });
  }
  return Object.fromEntries(callers) as Record<Role, Caller>;
}

/** The same person with the rights of several roles. */
export const withRoles = (caller: Caller, roles: readonly Role[]): Caller => ({
  ...caller,
  roles: [...roles],
  permissions: permissionsOf(roles),
});
