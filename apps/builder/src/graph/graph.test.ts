import { nodeDefinition } from '@suivi/nodes';
import { apply, type SingleCommand } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { copyText, paste } from './clip.ts';
import { insertAfter, splice } from './insert.ts';
import { followers, legalTargets, refusal, splicers } from './legal.ts';
import { connect, remove } from './remove.ts';
import { boxesOf } from './size.ts';
import { stepsBefore } from './steps-before.ts';
import { sampleJourney } from './test-journey.ts';
import { elkGraph } from './tidy.ts';
import { walk } from './walk.ts';

const typed = (type: string) => {
  const definition = nodeDefinition(type);
  if (!definition) throw new Error(type);
  return definition;
};
const after = (commands: SingleCommand[], doc = sampleJourney()) => commands.reduce(apply, doc);

describe('legal targets', () => {
  it('never include a trigger or the node itself', () => {
    expect(legalTargets(sampleJourney(), 'm')).toEqual(new Set(['e', 'n', 'x', 'y']));
    expect(refusal(sampleJourney(), 'm', 't')).toBe('into-trigger');
    expect(refusal(sampleJourney(), 'm', 'm')).toBe('into-itself');
    expect(refusal(sampleJourney(), 'm', 'nowhere')).toBe('unknown');
  });

  it('offer an exit at an open port but not inside a wire', () => {
    expect(followers().map((node) => node.category)).not.toContain('trigger');
    expect(followers().map((node) => node.type)).toContain('exit');
    expect(splicers().map((node) => node.type)).not.toContain('exit');
  });
});

describe('a port', () => {
  it('has one wire: a new one replaces the old one under the same id', () => {
    const doc = after(connect(sampleJourney(), 'm', 'next', 'x', 'fresh'));
    expect(doc.wires.b).toEqual({ from: 'm', port: 'next', to: 'x' });
    expect(doc.wires.fresh).toBeUndefined();
  });
});

describe('splicing', () => {
  it('puts the new node between the two ends of the wire', () => {
    const { id, commands } = splice(sampleJourney(), typed('wait-duration'), 'b');
    const doc = after(commands);
    expect(doc.wires.b).toEqual({ from: 'm', port: 'next', to: id });
    expect(Object.values(doc.wires)).toContainEqual({ from: id, port: 'next', to: 'e' });
  });

  it('makes room below, so that no two nodes overlap', () => {
    const doc = after(splice(sampleJourney(), typed('message'), 'b').commands);
    const boxes = [...boxesOf(doc).values()];
    for (const one of boxes) {
      for (const two of boxes) {
        const apart =
          one.y + one.height <= two.y ||
          two.y + two.height <= one.y ||
          one.x + one.width <= two.x ||
          two.x + two.width <= one.x;
        expect(one.id === two.id || apart, `${one.id} over ${two.id}`).toBe(true);
      }
    }
  });

  it('happens when a node is added after a port that is wired already', () => {
    const { id, commands } = insertAfter(sampleJourney(), typed('wait-duration'), 'e', 'timeout');
    expect(after(commands).wires.d).toEqual({ from: 'e', port: 'timeout', to: id });
  });

  it('wires a node up that is added after an open port', () => {
    const doc = after(remove(sampleJourney(), ['y']));
    const { id, commands } = insertAfter(doc, typed('exit'), 'e', 'timeout');
    expect(Object.values(after(commands, doc).wires)).toContainEqual({ from: 'e', port: 'timeout', to: id });
  });
});

describe('deleting', () => {
  it('closes the gap where one wire leads in and one out', () => {
    expect(after(remove(sampleJourney(), ['m'])).wires).toMatchObject({ a: { from: 't', port: 'next', to: 'e' } });
  });

  it('closes the gap over several deleted nodes in a row', () => {
    const doc = after(splice(sampleJourney(), typed('wait-duration'), 'b').commands);
    const added = doc.wires.b?.to ?? '';
    expect(after(remove(doc, ['m', added]), doc).wires.a).toEqual({ from: 't', port: 'next', to: 'e' });
  });

  it('leaves ports open where a node has several ways out', () => {
    const doc = after(remove(sampleJourney(), ['e']));
    expect(Object.values(doc.wires).some((wire) => wire.from === 'm')).toBe(false);
  });
});

describe('walking with the arrow keys', () => {
  it('follows the wires down by the first port, and back up', () => {
    expect(walk(sampleJourney(), 't', 'down')).toBe('m');
    expect(walk(sampleJourney(), 'e', 'down')).toBe('n');
    expect(walk(sampleJourney(), 'n', 'up')).toBe('e');
  });

  it('goes to the nearest node beside, and stays at an edge', () => {
    expect(walk(sampleJourney(), 'x', 'right')).toBe('y');
    expect(walk(sampleJourney(), 'y', 'left')).toBe('x');
    expect(walk(sampleJourney(), 't', 'up')).toBeUndefined();
    expect(walk(sampleJourney(), 'x', 'down')).toBeUndefined();
  });
});

describe('the clipboard', () => {
  it('brings nodes and the wires between them back under new ids', () => {
    const pasted = paste(copyText(sampleJourney(), ['m', 'e']), 32);
    const doc = after(pasted?.commands ?? []);
    const [m, e] = pasted?.ids ?? [];
    expect(Object.keys(doc.nodes)).toHaveLength(8);
    expect(Object.values(doc.wires)).toContainEqual({ from: m, port: 'next', to: e });
    expect(doc.layout[m ?? '']).toEqual({ x: 32, y: 104 });
  });

  it('ignores text that is not a clip of ours', () => {
    expect(paste('hello', 0)).toBeUndefined();
    expect(paste('{"suivi":"clip/1","nodes":{"a":{"type":1}}}', 0)).toBeUndefined();
  });
});

describe('the steps before a text', () => {
  it('are all from which a patient can come to it', () => {
    expect(stepsBefore(sampleJourney(), 'n')).toEqual(new Set(['e', 'm', 't']));
  });
});

describe('the tidy layout', () => {
  it('is asked for with the sizes and port places that are drawn', () => {
    const graph = elkGraph(sampleJourney());
    const wait = graph.children?.find((child) => child.id === 'e');
    expect(wait).toMatchObject({ width: 224, height: 72 });
    expect(wait?.ports?.map((port) => port.x)).toEqual([112, 56, 168]);
    expect(graph.edges).toHaveLength(5);
  });
});
