import { describe, expect, it } from 'vitest';
import { routesOf } from './route.ts';
import { sampleJourney } from './test-journey.ts';
import { plusPoint, roundedPath, wirePoints } from './wire-path.ts';

describe('a wire', () => {
  it('runs straight down where nothing is in the way', () => {
    expect(routesOf(sampleJourney()).get('a')?.kind).toBe('mid');
  });

  it('takes a lane beside the nodes that it would cross', () => {
    const doc = sampleJourney();
    doc.wires.g = { from: 't', port: 'next', to: 'x' };
    const route = routesOf(doc).get('g');
    expect(route?.kind).toBe('rail');
    expect(route?.kind === 'rail' && route.x).toBeGreaterThan(224);
  });

  it('takes a lane when it leads back up', () => {
    const doc = sampleJourney();
    doc.wires.g = { from: 'n', port: 'next', to: 'm' };
    expect(routesOf(doc).get('g')?.kind).toBe('rail');
  });

  it('is drawn with rounded corners that never overshoot a short leg', () => {
    const points = wirePoints({ x: 0, y: 0 }, { x: 6, y: 40 }, { kind: 'mid', from: 'start', y: 12 });
    expect(roundedPath(points, 10)).toBe('M0 0L0 9Q0 12 3 12L3 12Q6 12 6 15L6 40');
    expect(plusPoint(points)).toEqual({ x: 6, y: 26 });
  });
});
