import type { PeopleState } from '@suivi/schema';
import { create } from 'zustand';

export type Mode = 'design' | 'review' | 'people';

/** Where the menu of next nodes was asked for: a wire, a port, or a place on the canvas. */
export type InsertTarget = { wire: string } | { from: string; port: string; at?: { x: number; y: number } };

export interface InsertMenuState {
  target: InsertTarget;
  /** Screen pixels. */
  x: number;
  y: number;
}

/** Which number of the canvas is asked about; empty = everybody. */
export interface PeopleFilter {
  node?: string;
  port?: string;
  state?: PeopleState;
}

interface JourneyUi {
  mode: Mode;
  selection: readonly string[];
  selectedWires: readonly string[];
  /** The field to open in the inspector; a new object asks again. */
  focusField: { node: string; field: string } | undefined;
  menu: InsertMenuState | undefined;
  /** A wire is being drawn: where it may end. */
  connecting: { from: string; legal: ReadonlySet<string> } | undefined;
  /** The wire that a dragged node would be spliced into. */
  hotWire: string | undefined;
  /** The person has panned or zoomed: the view is theirs. */
  moved: boolean;
  /** Below zoom 0.35: plain boxes. */
  far: boolean;
  keysOpen: boolean;
  searchOpen: boolean;
  problemsOpen: boolean;
  /** People mode: the run whose path is lit, the number whose people are listed, and the one version looked at. */
  run: string | undefined;
  listed: PeopleFilter;
  version: string | undefined;
  /** A place for the followed patient is being picked on the canvas. */
  picking: boolean;
}

const START: JourneyUi = {
  mode: 'design',
  selection: [],
  selectedWires: [],
  focusField: undefined,
  menu: undefined,
  connecting: undefined,
  hotWire: undefined,
  moved: false,
  far: false,
  keysOpen: false,
  searchOpen: false,
  problemsOpen: false,
  run: undefined,
  listed: {},
  version: undefined,
  picking: false,
};

/** What one journey page shows right now. What a reload must find again also stands in the address (use-address.ts). */
export const useUi = create<JourneyUi>(() => START);

export const ui = {
  reset: () => useUi.setState(START),
  set: (change: Partial<JourneyUi>) => useUi.setState(change),
  select: (ids: readonly string[]) => useUi.setState({ selection: ids, selectedWires: [] }),
  get: () => useUi.getState(),
};
