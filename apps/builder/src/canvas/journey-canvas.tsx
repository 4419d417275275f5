import { Background, BackgroundVariant, type Connection, type OnConnectEnd, ReactFlow } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import { notifyRefused } from '../api/notify.ts';
import { useCommands } from '../design/commands-context.ts';
import { legalTargets, refusal } from '../graph/legal.ts';
import { newId } from '../graph/new-id.ts';
import { connect } from '../graph/remove.ts';
import { editDraft, useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import { CanvasCorner } from './canvas-corner.tsx';
import { FarWatch } from './far-watch.tsx';
import { FitWatch } from './fit-watch.tsx';
import { useFlowControls } from './flow-access.ts';
import type { FlowEdge, FlowNode } from './flow-elements.ts';
import { JourneyNodeView } from './journey-node.tsx';
import { nodeUnder, usePaletteDrop } from './palette-drop.ts';
import { useFlowState } from './use-flow-state.ts';
import { WireMarkers } from './wire-markers.tsx';
import { WireView } from './wire-view.tsx';

/** Stable references: React Flow renders everything again when one of these changes. */
const NODE_TYPES = { card: JourneyNodeView, pill: JourneyNodeView, exit: JourneyNodeView };
const EDGE_TYPES = { wire: WireView };
const MULTI_SELECT = ['Meta', 'Control'];
/** A move with an event is a person's; ours have none. */
const noteMove = (event: unknown) => {
  if (event) ui.set({ moved: true });
};
const PRO = { hideAttribution: true };

/** The one canvas under all modes. */
export function JourneyCanvas() {
  const { shown, queue, editable } = useJourney();
  const commands = useCommands();
  const say = useSay();
  const locale = useLocale();
  const connecting = useUi((state) => state.connecting !== undefined);
  const mode = useUi((state) => state.mode);
  const flow = useFlowControls();
  const state = useFlowState(shown);
  const drop = usePaletteDrop(commands);

  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle) editDraft(queue, connect(queue.snapshot().doc, source, sourceHandle, target, newId()));
    },
    [queue],
  );
  const isValid = useCallback(
    (edge: Connection | FlowEdge) => refusal(queue.snapshot().doc, edge.source, edge.target) === undefined,
    [queue],
  );
  const onConnectStart = useCallback(
    (_: unknown, { nodeId }: { nodeId: string | null }) => {
      if (nodeId) ui.set({ connecting: { from: nodeId, legal: legalTargets(queue.snapshot().doc, nodeId) } });
    },
    [queue],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, connection) => {
      ui.set({ connecting: undefined });
      const from = connection.fromNode?.id;
      const port = connection.fromHandle?.id;
      if (connection.isValid || !from || !port) return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!point) return;
      const screen = { x: point.clientX, y: point.clientY };
      const on = nodeUnder(screen);
      const reason = on ? refusal(queue.snapshot().doc, from, on) : undefined;
      if (reason) notifyRefused(say(`refusal.${reason}`));
      else if (!on) ui.set({ menu: { target: { from, port, at: flow.toCanvas(screen) }, ...screen } });
    },
    [queue, flow, say],
  );
  const onNodeDragStop = useCallback(
    (_: unknown, __: FlowNode, moved: FlowNode[]) => {
      const { layout } = queue.snapshot().doc;
      const to = Object.fromEntries(
        moved
          .map((node) => [node.id, { x: Math.round(node.position.x), y: Math.round(node.position.y) }] as const)
          .filter(([id, at]) => layout[id]?.x !== at.x || layout[id]?.y !== at.y),
      );
      if (Object.keys(to).length > 0) editDraft(queue, [{ do: 'moveNodes', to }]);
    },
    [queue],
  );
  const aria = useMemo(
    () => ({
      'node.a11yDescription.default': say('canvas.nodeHint'),
      'edge.a11yDescription.default': say('canvas.wireHint'),
      'handle.ariaLabel': say('canvas.port'),
    }),
    [say],
  );

  return (
    <main
      className={connecting ? 'canvas connecting' : 'canvas'}
      data-mode={mode}
      data-testid="canvas"
      aria-label={say(`mode.${mode}`)}
      lang={locale === 'zh' ? 'zh-CN' : 'en'}
      {...drop}
    >
      <WireMarkers />
      <ReactFlow<FlowNode, FlowEdge>
        {...state}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onConnect={onConnect}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValid}
        onNodeDragStop={onNodeDragStop}
        nodesDraggable={editable}
        nodesConnectable={editable}
        edgesFocusable={editable}
        deleteKeyCode={null}
        disableKeyboardA11y
        multiSelectionKeyCode={MULTI_SELECT}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements
        panOnScroll
        onMoveStart={noteMove}
        minZoom={0.08}
        maxZoom={2}
        nodeDragThreshold={2}
        connectionRadius={24}
        proOptions={PRO}
        ariaLabelConfig={aria}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
        <FarWatch />
        <FitWatch nodes={state.nodes.length} />
      </ReactFlow>
      <CanvasCorner />
    </main>
  );
}
