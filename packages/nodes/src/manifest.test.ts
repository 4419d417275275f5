import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from './define-node.ts';
import { choice, shortText } from './form-field.ts';
import { fitsManifest, manifestOf } from './manifest.ts';
import { NODES, nodeDefinition, registerPack } from './registry.ts';

const words = { title: '查', help: '查' };
type Spec = Parameters<typeof defineNode>[0];
const node = (more: Partial<Spec> = {}) =>
  defineNode({
    type: 'clinic/lab',
    version: 2,
    category: 'data',
    shape: 'card',
    icon: 'x',
    pinyin: 'cha',
    words: { zh: words, en: words },
    config: z.object({ test: shortText(20) }),
    initial: {},
    ports: () => [{ id: 'done' }],
    summary: () => '',
    outcomes: ['done', 'failed'],
    ...more,
  } as Spec);

test('every built-in node has a manifest, all of them different', () => {
  const manifests = NODES.map(manifestOf);
  for (const manifest of manifests) expect(manifest).toMatch(/^\d+:sha256:[0-9a-f]{64}$/);
  expect(new Set(manifests).size).toBe(NODES.length);
});

test('what others rely on changes the manifest; words and looks do not', () => {
  const same = manifestOf(node());
  expect(manifestOf(node({ icon: 'other', pinyin: 'qita', summary: () => 'other' }))).toBe(same);
  const changes: Partial<Spec>[] = [
    { version: 3 },
    { config: z.object({ test: shortText(30) }) },
    { config: z.object({ test: choice(['a', 'b']) }) },
    { ports: () => [{ id: 'done' }, { id: 'late' }] },
    { outcomes: ['done'] },
    { reads: ['hba1c'] },
    { writes: ['hba1c'] },
    { egress: ['lab.example'] },
  ];
  const all = [same, ...changes.map((change) => manifestOf(node(change)))];
  expect(new Set(all).size).toBe(all.length);
});

test('only the same node or a later version may stand in for the one that was published', () => {
  const [v1, v2, v3] = [node({ version: 1 }), node(), node({ version: 3 })].map(manifestOf) as [string, string, string];
  expect(fitsManifest(v2, v2)).toBe(true);
  expect(fitsManifest(v1, v2)).toBe(true);
  expect(fitsManifest(v3, v2)).toBe(false);
  expect(fitsManifest(manifestOf(node({ egress: ['x'] })), v2)).toBe(false);
  expect(fitsManifest(undefined, v2)).toBe(false);
});

test('a pack may not take a name that is taken, nor one outside of its own', () => {
  const lab = node();
  registerPack({ name: 'clinic', nodes: [lab] });
  registerPack({ name: 'clinic', nodes: [lab] });
  expect(nodeDefinition('clinic/lab')).toBe(lab);
  expect(() => registerPack({ name: 'clinic', nodes: [node()] })).toThrow('clinic/lab is there already');
  for (const type of ['message', 'other/lab', 'clinic/', 'clinic/Lab', 'clinic/lab/x'])
    expect(() => registerPack({ name: 'clinic', nodes: [node({ type })] }), type).toThrow('must be “clinic/”');
});

test('a node without lowering of its own sends its config, its outcomes and its patience to its activity', () => {
  const self = {
    id: 'n',
    step: (k: number) => `n/${k}`,
    port: (port: string) => ({ port, to: port }),
    contentHash: () => '',
  };
  expect(node({ timeout: 'PT30S', attempts: 3 }).lower({ test: 'hba1c' }, self)).toEqual([
    {
      op: 'act',
      node: 'n',
      kind: 'callNode',
      with: {
        type: 'clinic/lab',
        version: 2,
        config: { test: 'hba1c' },
        outcomes: ['done', 'failed'],
        timeout: 30_000,
        attempts: 3,
      },
      outcomes: { done: { port: 'done', to: 'done' } },
      next: { port: 'done', to: 'done' },
    },
  ]);
});
