/** What an installation says in `suivi.config.ts`. Types only: the page's build reads it too. */
export interface SuiviConfig {
  /** Packs of nodes: folders (`./packs/clinic`) or installed npm packages. */
  packs?: readonly string[];
  /** Hosts that nodes may call over https beside those that their packs name: `hooks.example.org`, `x.org:8443`. */
  egress?: readonly string[];
  /** Origins in your own network, `http://10.0.3.7:8080`: plain http and private addresses work for exactly these. */
  inside?: readonly string[];
}

export const defineConfig = (config: SuiviConfig): SuiviConfig => config;
