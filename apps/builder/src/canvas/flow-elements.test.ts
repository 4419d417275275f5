// @vitest-environment happy-dom
import { apply } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { sampleJourney } from '../graph/test-journey.ts';
import { flowEdges, flowNodes, stillThere } from './flow-elements.ts';
import { keepEqual } from './overlay-store.ts';

const NONE: ReadonlySet<string> = new Set();

describe('the nodes for React Flow', () => {
  it('declare size and handles, so that nothing is measured before it is drawn', () => {
    const wait = flowNodes(sampleJourney(), [], NONE).find((node) => node.id === 'e');
    expect(wait).toMatchObject({ width: 224, height: 72, measured: { width: 224, height: 72 } });
    expect(wait?.handles?.map((handle) => [handle.id, handle.x])).toEqual([
      ['in', 111.5],
      ['event', 55.5],
      ['timeout', 167.5],
    ]);
  });

  it('keep their objects when another node changes', () => {
    const doc = sampleJourney();
    const before = flowNodes(doc, [], NONE);
    const after = flowNodes(apply(doc, { do: 'setConfig', id: 'm', config: { text: 'x' } }), before, NONE);
    expect(after.filter((node, k) => node !== before[k]).map((node) => node.id)).toEqual(['m']);
  });

  it('stay where a person is dragging them while the document changes', () => {
    const doc = sampleJourney();
    const before = flowNodes(doc, [], NONE).map((node) =>
      node.id === 'm' ? { ...node, dragging: true, position: { x: 500, y: 500 } } : node,
    );
    const after = flowNodes(apply(doc, { do: 'setTitle', title: { en: 'x' } }), before, NONE);
    expect(after.find((node) => node.id === 'm')?.position).toEqual({ x: 500, y: 500 });
  });

  it('have no target handle on a trigger', () => {
    const trigger = flowNodes(sampleJourney(), [], NONE).find((node) => node.id === 't');
    expect(trigger?.handles?.map((handle) => handle.type)).toEqual(['source']);
  });
});

describe('the wires for React Flow', () => {
  it('leave out what leads nowhere', () => {
    const doc = sampleJourney();
    doc.wires.z = { from: 'm', port: 'next', to: 'gone' };
    expect(flowEdges(doc, [], NONE).map((edge) => edge.id)).toEqual(['a', 'b', 'c', 'd', 'f']);
  });
});

describe('the selection', () => {
  it('lets go of a node that somebody else has deleted, and keeps its array otherwise', () => {
    const selected = ['m', 'e'];
    expect(stillThere(selected, sampleJourney().nodes)).toBe(selected);
    const doc = apply(sampleJourney(), { do: 'removeNode', id: 'm' });
    expect(stillThere(selected, doc.nodes)).toEqual(['e']);
  });
});

describe('overlay entries', () => {
  it('keep their object when they are equal, so that the node is not rendered', () => {
    const old = { a: { n: 1 }, b: { n: 2 } };
    const next = keepEqual(old, { a: { n: 1 }, b: { n: 3 } });
    expect(next.a).toBe(old.a);
    expect(keepEqual(old, { a: { n: 1 }, b: { n: 2 } })).toBe(old);
  });
});
