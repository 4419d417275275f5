import { NodeError } from '@suivi/nodes/activity';
import type { SuiviConfig } from '@suivi/nodes/config';

/** Where nodes of this installation may call. */
export interface EgressRules {
  hosts: ReadonlySet<string>;
  inside: ReadonlySet<string>;
}

/** From suivi.config.ts, and from SUIVI_EGRESS and SUIVI_INSIDE (with commas), which differ per machine. */
export function egressRules(config: SuiviConfig, env: NodeJS.ProcessEnv): EgressRules {
  const listed = (text: string | undefined) => (text ?? '').split(',').flatMap((item) => item.trim() || []);
  return {
    hosts: new Set([...(config.egress ?? []), ...listed(env.SUIVI_EGRESS)].map((host) => host.toLowerCase())),
    inside: new Set([...(config.inside ?? []), ...listed(env.SUIVI_INSIDE)].map((origin) => new URL(origin).origin)),
  };
}

/**
 * Whether a node may call this address at all, by what is written in it; where its name leads is looked at on
 * connecting. @param own hosts that the node's pack names. @throws NodeError EGRESS_URL, EGRESS_NOT_LISTED
 */
export function admit(text: string, own: readonly string[], rules: EgressRules): { url: URL; inside: boolean } {
  if (!URL.canParse(text)) throw new NodeError('EGRESS_URL', { retry: false });
  const url = new URL(text);
  // Credentials belong into headers, where no log of an address shows them.
  if (url.username || url.password) throw new NodeError('EGRESS_URL', { retry: false });
  if (rules.inside.has(url.origin)) return { url, inside: true };
  const listed = rules.hosts.has(url.host) || own.includes(url.host);
  if (url.protocol !== 'https:' || !listed) throw new NodeError('EGRESS_NOT_LISTED', { retry: false });
  return { url, inside: false };
}
