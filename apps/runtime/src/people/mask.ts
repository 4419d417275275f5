import type { Caller } from '../api/caller.ts';

/** `陈建国` → `陈**`: the length is hidden too. */
export function maskName(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return `${first?.segment ?? ''}**`;
}

/** How a patient is called in an answer to this caller: by name only with the right to see identities. */
export function shownName(caller: Caller, identity: { name: string | null; externalId: string }): string {
  if (caller.permissions.has('patient.identity')) return identity.name || identity.externalId;
  return maskName(identity.name ?? '');
}
