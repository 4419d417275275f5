import type { Journey, Position } from '@suivi/schema';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { onGrid } from './insert.ts';
import { boxesOf, COLUMN, drawnPorts, GAP, portX } from './size.ts';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.spacing.nodeNode': '20',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(GAP),
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.spacing.componentComponent': String(COLUMN / 2),
};

/** The journey as ELK reads it: sizes and port places as declared, so that its layout fits what is drawn. */
export function elkGraph(doc: Journey): ElkNode {
  const drawn = drawnPorts(doc);
  const boxes = boxesOf(doc, drawn);
  const children = Object.keys(doc.nodes).map((id) => {
    const box = boxes.get(id) ?? { width: 0, height: 0 };
    const ports = drawn.get(id) ?? [];
    return {
      id,
      width: box.width,
      height: box.height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [
        { id: `${id}:in`, x: box.width / 2, y: 0, width: 0, height: 0 },
        ...ports.map((port, k) => ({
          id: `${id}:out:${port}`,
          x: portX(k, ports.length, box.width),
          y: box.height,
          width: 0,
          height: 0,
        })),
      ],
    };
  });
  const edges = Object.entries(doc.wires).flatMap(([id, wire]) =>
    doc.nodes[wire.from] && doc.nodes[wire.to]
      ? [{ id, sources: [`${wire.from}:out:${wire.port}`], targets: [`${wire.to}:in`] }]
      : [],
  );
  return { id: 'root', layoutOptions: OPTIONS, children, edges };
}

/** A tidy layout, top-down. ELK (472 KB) is fetched at the first use and works in its own thread. */
export async function tidy(doc: Journey): Promise<Record<string, Position>> {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ]);
  const elk = new Elk({ workerUrl });
  try {
    const laid = await elk.layout(elkGraph(doc));
    return Object.fromEntries((laid.children ?? []).map(({ id, x, y }) => [id, onGrid(x ?? 0, y ?? 0)]));
  } finally {
    elk.terminateWorker();
  }
}
