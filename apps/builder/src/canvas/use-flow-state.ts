import type { Journey } from '@suivi/schema';
import {
  applyEdgeChanges,
  applyNodeChanges,
  type EdgeChange,
  type NodeChange,
  useEdgesState,
  useNodesState,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo } from 'react';
import { ui, useUi } from '../journey/ui-store.ts';
import { useLocale } from '../words/words.ts';
import { type FlowEdge, type FlowNode, flowEdges, flowNodes, stillThere } from './flow-elements.ts';
import { nodeSummary, nodeTitle } from './node-words.ts';
import { useOverlay } from './overlay-store.ts';

/**
 * React Flow's state for a document. Nodes stay in its own state and are only ever reconciled: rebuilding them on
 * each tick would drop what it knows about them and hide them.
 */
export function useFlowState(doc: Journey) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first render; effects below follow the document
  const first = useMemo(() => ({ nodes: flowNodes(doc, [], new Set()), edges: flowEdges(doc, [], new Set()) }), []);
  const [nodes, setNodes] = useNodesState<FlowNode>(first.nodes);
  const [edges, setEdges] = useEdgesState<FlowEdge>(first.edges);
  const selection = useUi((state) => state.selection);
  const wires = useUi((state) => state.selectedWires);
  const labelled = useLabels(nodes);

  // React Flow says nothing about what somebody else, or an undo, takes away.
  useEffect(() => {
    const { selection: nodesBefore, selectedWires: wiresBefore } = ui.get();
    const kept = { selection: stillThere(nodesBefore, doc.nodes), selectedWires: stillThere(wiresBefore, doc.wires) };
    if (kept.selection !== nodesBefore || kept.selectedWires !== wiresBefore) ui.set(kept);
  }, [doc]);
  useEffect(() => {
    setNodes((before) => sameOrNew(before, flowNodes(doc, before, new Set(selection))));
  }, [doc, selection, setNodes]);
  useEffect(() => {
    setEdges((before) => sameOrNew(before, flowEdges(doc, before, new Set(wires))));
  }, [doc, wires, setEdges]);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      setNodes((before) => applyNodeChanges(changes, before));
      const selected = new Set(ui.get().selection);
      for (const change of changes) {
        if (change.type === 'select') change.selected ? selected.add(change.id) : selected.delete(change.id);
      }
      if (changes.some((change) => change.type === 'select')) ui.set({ selection: [...selected] });
    },
    [setNodes],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      setEdges((before) => applyEdgeChanges(changes, before));
      const selected = new Set(ui.get().selectedWires);
      for (const change of changes) {
        if (change.type === 'select') change.selected ? selected.add(change.id) : selected.delete(change.id);
      }
      if (changes.some((change) => change.type === 'select')) ui.set({ selectedWires: [...selected] });
    },
    [setEdges],
  );
  return { nodes: labelled, edges, onNodesChange, onEdgesChange };
}

const sameOrNew = <T>(before: T[], after: T[]): T[] =>
  before.length === after.length && before.every((item, k) => item === after[k]) ? before : after;

const labels = new WeakMap<FlowNode, { key: string; node: FlowNode }>();

/** Nodes with their name, full summary and first problem for screen readers; unchanged ones keep their object. */
function useLabels(nodes: FlowNode[]): FlowNode[] {
  const locale = useLocale();
  const problems = useOverlay((state) => state.problems);
  return useMemo(
    () =>
      nodes.map((node) => {
        const { node: content } = node.data;
        const parts = [nodeTitle(content, locale), nodeSummary(content, locale), problems[node.id]?.first[locale]];
        const ariaLabel = parts.filter(Boolean).join(locale === 'zh' ? '。' : '. ');
        const known = labels.get(node);
        if (known?.key === ariaLabel) return known.node;
        const labelled = { ...node, ariaLabel };
        labels.set(node, { key: ariaLabel, node: labelled });
        return labelled;
      }),
    [nodes, locale, problems],
  );
}
