import { PEOPLE_AT_NODE, PEOPLE_IN_JOURNEY, type PeopleState } from '@suivi/schema';
import { useEffect } from 'react';
import { type Mode, type PeopleFilter, ui, useUi } from './ui-store.ts';

const MODES: readonly Mode[] = ['design', 'review', 'people'];
const STATES: readonly PeopleState[] = [...PEOPLE_AT_NODE, ...PEOPLE_IN_JOURNEY];

/** What of the page stands in its address, so that a reload and a link find it again. */
export interface Address {
  mode: Mode;
  run: string | undefined;
  version: string | undefined;
  listed: PeopleFilter;
}

export function readAddress(search: string): Address {
  const params = new URLSearchParams(search);
  const mode = MODES.find((known) => known === params.get('mode')) ?? 'design';
  const text = (key: string) => params.get(key) ?? undefined;
  if (mode !== 'people') return { mode, run: undefined, version: undefined, listed: {} };
  const [node, port] = [text('node'), text('port')];
  const state = STATES.find((known) => known === params.get('who'));
  const listed = { ...(node ? { node } : {}), ...(node && port ? { port } : {}), ...(state ? { state } : {}) };
  return { mode, run: text('run'), version: text('version'), listed };
}

export function writeAddress({ mode, run, version, listed }: Address): string {
  const params = new URLSearchParams();
  if (mode !== 'design') params.set('mode', mode);
  const people = mode === 'people' ? { run, version, node: listed.node, port: listed.port, who: listed.state } : {};
  for (const [key, value] of Object.entries(people)) if (value !== undefined) params.set(key, value);
  const search = params.toString();
  return search === '' ? '' : `?${search}`;
}

/** Keeps the address and the page the same. The address is read once, before the page shows anything. */
export function useAddress(): void {
  const mode = useUi((state) => state.mode);
  const run = useUi((state) => state.run);
  const version = useUi((state) => state.version);
  const listed = useUi((state) => state.listed);
  useEffect(() => {
    const search = writeAddress({ mode, run, version, listed });
    // Not a navigation: the router would render the whole page again for what the page itself has just done.
    if (search === window.location.search) return;
    window.history.replaceState(window.history.state, '', search || window.location.pathname);
  }, [mode, run, version, listed]);
}

/** @param people whether this person may see People mode. */
export function openAddress(people: boolean): void {
  const address = readAddress(window.location.search);
  if (people || address.mode !== 'people') ui.set(address);
}
