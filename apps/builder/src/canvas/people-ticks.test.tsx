// @vitest-environment happy-dom
import type { LiveCounts, NodeCount } from '@suivi/schema';
import { act, cleanup, render } from '@testing-library/react';
import { type NodeProps, ReactFlowProvider } from '@xyflow/react';
import { Profiler } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ui } from '../journey/ui-store.ts';
import { mergeCounts } from '../people/live-stream.ts';
import type { FlowNode } from './flow-elements.ts';
import { JourneyNodeView } from './journey-node.tsx';
import { overlay } from './overlay-store.ts';

afterEach(() => {
  cleanup();
  overlay.reset();
  ui.reset();
});

const NODES = 40;
const ids = Array.from({ length: NODES }, (_, k) => `n${k}`);
const count = (entered: number): NodeCount => ({
  entered,
  here: 1,
  held: 0,
  left: 0,
  moved: 0,
  ports: { next: entered - 1 },
});
const totals = (entered: number): LiveCounts['totals'] => ({
  entered,
  inside: 1,
  held: 0,
  finished: entered - 1,
  exited: 0,
});

/** Draws the nodes in People mode and counts, node by node, how often each is rendered. */
function drawn(): Map<string, number> {
  const renders = new Map<string, number>();
  const data: FlowNode['data'] = {
    node: {
      type: 'message',
      version: 1,
      config: { text: '您好', class: 'service', validFor: 'P1D', onBlocked: 'continue' },
    },
    ports: ['next'],
    open: [],
  };
  ui.set({ mode: 'people' });
  overlay.set({ counts: Object.fromEntries(ids.map((id) => [id, count(2)])), totals: totals(2) });
  render(
    <ReactFlowProvider>
      {ids.map((id) => (
        <Profiler key={id} id={id} onRender={() => renders.set(id, (renders.get(id) ?? 0) + 1)}>
          <JourneyNodeView {...({ id, data, selected: false, type: 'card' } as NodeProps<FlowNode>)} />
        </Profiler>
      ))}
    </ReactFlowProvider>,
  );
  renders.clear();
  return renders;
}

it('a tick renders the nodes whose own numbers changed, and no other', () => {
  const renders = drawn();
  for (let tick = 3; tick < 23; tick++) {
    act(() => overlay.set({ counts: mergeCounts(overlay.get().counts, { n7: count(tick) }), totals: totals(tick) }));
  }
  expect([...renders]).toEqual([['n7', 20]]);
});

it('lighting the path of one patient renders the nodes on it', () => {
  const renders = drawn();
  act(() =>
    overlay.set({
      path: { nodes: { n1: { at: 1, zone: 'UTC' }, n2: { at: 2, now: {}, zone: 'UTC' } }, wires: new Set() },
    }),
  );
  expect([...renders.keys()]).toEqual(['n1', 'n2']);
});
