import { expect, it } from 'vitest';
import { readAddress, writeAddress } from './use-address.ts';

it('a reload finds mode, version, number and run again', () => {
  const address = {
    mode: 'people' as const,
    run: 'r1',
    version: 'v3',
    listed: { node: 'ask', port: 'timeout', state: 'here' as const },
  };
  expect(readAddress(writeAddress(address))).toEqual(address);
});

it('Design mode needs no address, and keeps nothing of People mode', () => {
  expect(writeAddress({ mode: 'design', run: 'r1', version: undefined, listed: {} })).toBe('');
  expect(readAddress('?run=r1')).toEqual({ mode: 'design', run: undefined, version: undefined, listed: {} });
});

it('what nobody can list is left out', () => {
  expect(readAddress('?mode=people&who=everyone&port=x').listed).toEqual({});
});
