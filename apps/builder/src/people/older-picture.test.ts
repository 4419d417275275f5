import type { OlderVersions } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { sampleJourney } from '../graph/test-journey.ts';
import { withOlder } from './older-picture.ts';

const ghost = { node: { type: 'wait-duration', version: 1, config: { duration: 'P1D' } }, version: 2 };
const older = (at: { x: number; y: number }): OlderVersions => ({
  ghosts: { w: { ...ghost, at } },
  wires: [
    { from: 'm', port: 'next', to: 'w', version: 2 },
    { from: 'w', port: 'next', to: 'e', version: 2 },
    { from: 'w', port: 'next', to: 'nowhere', version: 1 },
  ],
});

describe('older versions over the newest one', () => {
  it('a removed node stands where it stood, with its wires, and nothing else moves', () => {
    const document = sampleJourney();
    const picture = withOlder(document, older({ x: 600, y: 100 }));
    expect(picture.document.layout).toEqual({ ...document.layout, w: { x: 600, y: 100 } });
    expect(picture.ghosts).toEqual({ w: 2, 'older/m/next/w': 2, 'older/w/next/e': 2 });
    expect(picture.document.wires['older/m/next/w']).toEqual({ from: 'm', port: 'next', to: 'w' });
  });

  it('where something else stands now, it stands beside the journey', () => {
    const document = sampleJourney();
    const { layout } = withOlder(document, older({ x: 0, y: 72 })).document;
    expect(layout.w).toEqual({ x: -244, y: 72 });
    expect(layout.m).toEqual(document.layout.m);
  });

  it('where a wire runs straight through its old place, it stands beside the wire', () => {
    const document = sampleJourney();
    document.layout.e = { x: 0, y: 240 };
    expect(withOlder(document, older({ x: 12, y: 160 })).document.layout.w).toEqual({ x: -232, y: 160 });
  });
});
