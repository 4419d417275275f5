import { NODES } from '@suivi/nodes';
import { describe, expect, it } from 'vitest';
import { findInJourney } from './find.ts';
import { findNodes } from './palette-search.ts';

const types = (query: string) => findNodes(NODES, query).map((node) => node.type);

describe('searching the palette', () => {
  it('finds by Chinese and English title', () => {
    expect(types('消息')).toContain('message');
    expect(types('message')).toContain('message');
  });

  it('finds by pinyin: in full, with spaces, or by initials', () => {
    expect(types('qiweixiaoxi')).toContain('message');
    expect(types('shijian chufa')).toContain('trigger-event');
    expect(types('dysj')).toContain('wait-duration');
  });

  it('finds nothing for nonsense, and everything for nothing', () => {
    expect(types('zzzz')).toEqual([]);
    expect(types(' ')).toHaveLength(NODES.length);
  });
});

describe('finding in a journey', () => {
  it('wants every word, in any of the texts', () => {
    const texts: Record<string, string[]> = { a: ['Welcome', 'take with dinner'], b: ['Welcome'] };
    expect(findInJourney(['a', 'b'], 'welcome dinner', (id) => texts[id] ?? [])).toEqual(['a']);
  });
});
