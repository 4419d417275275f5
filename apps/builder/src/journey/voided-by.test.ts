import { compile } from '@suivi/compiler';
import { type ApprovalView, apply } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { sampleJourney } from '../graph/test-journey.ts';
import { voidedBy } from './voided-by.ts';

const doc = sampleJourney();
const signed: ApprovalView[] = compile(doc, 'j').needs.map(({ node, contentHash, contextHash }) => ({
  node,
  contentHash,
  contextHash,
  by: '王敏',
  qualification: '主治医师',
  at: 0,
  state: 'valid',
}));
const [first] = signed;
const text = first?.node ?? '';

describe('an edit', () => {
  it('of a signed text voids its signature', () => {
    const config = { ...doc.nodes[text]?.config, text: '改过的正文' };
    expect(voidedBy(doc, apply(doc, { do: 'setConfig', id: text, config }), 'j', signed)).toContain(text);
  });

  it('of positions and names voids nothing', () => {
    const moved = apply(doc, { do: 'moveNodes', to: { [text]: { x: 999, y: 0 } } });
    expect(voidedBy(doc, moved, 'j', signed)).toEqual([]);
    expect(voidedBy(doc, apply(doc, { do: 'renameNode', id: text, name: { zh: '新名' } }), 'j', signed)).toEqual([]);
  });

  it('that deletes a text voids no signature on the others', () => {
    expect(voidedBy(doc, apply(doc, { do: 'removeNode', id: text }), 'j', signed)).not.toContain(text);
  });

  it('voids nothing where nothing is signed', () => {
    const config = { ...doc.nodes[text]?.config, text: '改过的正文' };
    expect(voidedBy(doc, apply(doc, { do: 'setConfig', id: text, config }), 'j', [])).toEqual([]);
  });
});
