import { emptyJourney } from '@suivi/schema';
import { expect, it } from 'vitest';
import { differingTypes, pageManifests } from './page-manifests.ts';

const doc = {
  ...emptyJourney({ zh: '测试' }),
  nodes: {
    a: { type: 'webhook', version: 1, config: {} },
    b: { type: 'exit', version: 1, config: {} },
    c: { type: 'clinic/gone', version: 1, config: {} },
  },
};

it('names the node types that the server knows differently, or that this page has not', () => {
  const page = pageManifests(doc);
  expect(Object.keys(page)).toEqual(['webhook', 'exit']);
  expect(differingTypes(doc, page)).toEqual([]);
  expect(differingTypes(doc, { ...page, webhook: '2:sha256:other' })).toEqual(['webhook']);
  expect(differingTypes(doc, { ...page, 'clinic/gone': '1:sha256:x' })).toEqual(['clinic/gone']);
});

it('waits with its judgement on what has only just been drawn', () => {
  expect(differingTypes(doc, {})).toEqual([]);
});
