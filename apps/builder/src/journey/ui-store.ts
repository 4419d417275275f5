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
  /** People mode: the run whose path is lit, and the node whose people are listed. */
  run: string | undefined;
  peopleNode: string | undefined;
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
  peopleNode: undefined,
};

/** What one journey page shows right now; nothing of it is saved. */
export const useUi = create<JourneyUi>(() => START);

export const ui = {
  reset: () => useUi.setState(START),
  set: (change: Partial<JourneyUi>) => useUi.setState(change),
  select: (ids: readonly string[]) => useUi.setState({ selection: ids, selectedWires: [] }),
  get: () => useUi.getState(),
};
