import type { NodeDefinition } from '@suivi/nodes';
import { createContext, useContext } from 'react';
import type { Direction } from '../graph/walk.ts';
import type { InsertTarget } from '../journey/ui-store.ts';

/** Everything that Design mode can do to the draft; keyboard, toolbar, menu and palette all call these. */
export interface DesignCommands {
  deleteSelected(): void;
  duplicate(): void;
  copy(): string;
  paste(text: string): boolean;
  undo(): void;
  redo(): void;
  tidy(): Promise<void>;
  insert(definition: NodeDefinition, target: InsertTarget): void;
  /** A node dropped from the palette at a place of the screen; on a wire it is spliced in. */
  drop(definition: NodeDefinition, screen: { x: number; y: number }, wire: string | undefined): void;
  /** Below the selected node, or in the middle of the canvas. */
  add(definition: NodeDefinition): void;
  walk(direction: Direction): void;
  /** Selects a node and brings it into view. */
  goTo(id: string): void;
}

export const CommandsContext = createContext<DesignCommands | undefined>(undefined);

/** Undefined where the draft cannot be edited. */
export const useCommands = (): DesignCommands | undefined => useContext(CommandsContext);
