import { describe, expect, test } from 'vitest';
import { failureOf } from './check-property.ts';
import { PROPERTIES } from './properties.ts';

/** 2,000 in all; a longer run takes others (`npm run prove -- engine`). */
const CASES = 2_000 / PROPERTIES.length;

describe('for any journey that compiles, any patient and any driver', () => {
  for (const property of PROPERTIES) {
    test(property.sentence, () => {
      expect(failureOf(property, CASES) ?? 'it holds').toBe('it holds');
    });
  }
});
