import type { Permission, Role } from '@suivi/schema';

/** Who calls: taken from the session cookie or the API key, never from the input. */
export interface Caller {
  userId: string;
  /** Printed on approvals and in the audit log. */
  name: string;
  qualification: string;
  organizationId: string;
  roles: Role[];
  permissions: ReadonlySet<Permission>;
}
