import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPacks } from './find-packs.ts';

let root: string;
const put = (path: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), '');
};
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'suivi-packs-'));
  put('packs/clinic/lab-result/definition.ts');
  put('packs/clinic/lab-result/activity.ts');
  put('packs/clinic/bmi/definition.ts');
  put('packs/clinic/notes/README.md');
  put('packs/empty/readme.md');
  put('packs/Bad Name/x/definition.ts');
  put('more/clinic/x/definition.ts');
  put('node_modules/suivi-pack-x/package.json');
  writeFileSync(join(root, 'node_modules/suivi-pack-x/package.json'), '{"name": "suivi-pack-x"}');
  put('node_modules/suivi-pack-x/fax/definition.js');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('every folder with a definition is a node of the pack, with its activity where it has one', () => {
  const folder = join(root, 'packs/clinic');
  expect(findPacks(root, { packs: ['./packs/clinic'] })).toEqual([
    {
      name: 'clinic',
      nodes: [
        { name: 'bmi', definition: join(folder, 'bmi/definition.ts') },
        {
          name: 'lab-result',
          definition: join(folder, 'lab-result/definition.ts'),
          activity: join(folder, 'lab-result/activity.ts'),
        },
      ],
    },
  ]);
});

test('an npm package can be a pack', () => {
  expect(findPacks(root, { packs: ['suivi-pack-x'] })).toMatchObject([
    { name: 'suivi-pack-x', nodes: [{ name: 'fax' }] },
  ]);
});

test('what cannot be a pack is refused in words', () => {
  const wrong =
    (...packs: string[]) =>
    () =>
      findPacks(root, { packs });
  expect(wrong('./packs/none')).toThrow('there is no pack at “./packs/none”');
  expect(wrong('not-installed')).toThrow('there is no pack at “not-installed”');
  expect(wrong('./packs/empty')).toThrow('has no folder with a definition.ts');
  expect(wrong('./packs/Bad Name')).toThrow('cannot be the name of a pack');
  expect(wrong('./packs/clinic', './more/clinic')).toThrow('two packs are called “clinic”');
});

test('no pack is the default', () => expect(findPacks(root, {})).toEqual([]));
