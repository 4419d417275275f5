import { useMemo } from 'react';
import { useFlowControls } from '../canvas/flow-access.ts';
import { portsOf } from '../graph/size.ts';
import { useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { useClipboard } from './clipboard.ts';
import type { DesignCommands } from './commands-context.ts';
import { FindBar } from './find-bar.tsx';
import { InsertMenu } from './insert-menu.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { useShortcuts } from './shortcuts.ts';

/** What floats over the canvas, and the keys that call it. */
export function DesignParts({ commands }: { commands: DesignCommands | undefined }) {
  const { queue } = useJourney();
  const flow = useFlowControls();
  const menu = useUi((state) => state.menu);
  const searching = useUi((state) => state.searchOpen);
  const extra = useMemo(
    () => ({
      fit: () => flow.fit(ui.get().mode),
      allNodes: () => Object.keys(queue.snapshot().doc.nodes),
      firstPort: (id: string) => {
        const { nodes, wires } = queue.snapshot().doc;
        const ports = nodes[id] ? portsOf(nodes[id]).map((port) => port.id) : [];
        const taken = new Set(Object.values(wires).flatMap((wire) => (wire.from === id ? [wire.port] : [])));
        return ports.find((port) => !taken.has(port)) ?? ports[0];
      },
    }),
    [flow, queue],
  );
  useShortcuts(commands, extra);
  useClipboard(commands);
  return (
    <>
      {menu && commands && <InsertMenu key={`${menu.x}/${menu.y}`} menu={menu} commands={commands} />}
      {searching && <FindBar />}
      <KeysDialog />
    </>
  );
}
