import { IconPlus } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import { ui, useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';

interface Props {
  id: string;
  ports: string[];
  /** Begins by itself: no wire leads into it. */
  root: boolean;
  /** Ports without a wire: they get a "+". */
  open?: string[];
}

/** The dots a wire starts from and the area it ends on. Hit area 24 px, dot 8 px (theme/canvas.css). */
export function NodeHandles({ id, ports, root, open = [] }: Props) {
  return (
    <>
      {!root && (
        <Handle
          type="target"
          id="in"
          position={Position.Top}
          className="in"
          isConnectableStart={false}
          data-testid={`target-${id}`}
        />
      )}
      {ports.map((port, k) => (
        <Handle
          key={port}
          type="source"
          id={port}
          position={Position.Bottom}
          className="out"
          isConnectableEnd={false}
          style={{ left: `${((k + 0.5) * 100) / ports.length}%` }}
          data-testid={`port-${id}-${port}`}
        />
      ))}
      <OpenPorts id={id} ports={ports} open={open} />
    </>
  );
}

function OpenPorts({ id, ports, open }: { id: string; ports: string[]; open: string[] }) {
  const say = useSay();
  const design = useUi((state) => state.mode === 'design');
  if (!design || open.length === 0) return null;
  return open.map((port) => (
    <button
      key={port}
      type="button"
      className="plus openport nodrag nopan"
      aria-label={say('canvas.addNext')}
      style={{ left: `${((ports.indexOf(port) + 0.5) * 100) / ports.length}%` }}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        ui.set({ menu: { target: { from: id, port }, x: left, y: bottom + 4 } });
      }}
    >
      <IconPlus className="i xs" aria-hidden />
    </button>
  ));
}
