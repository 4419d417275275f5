import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('-fixture.ts'))
  .map((name) => [name, readFileSync(new URL(name, import.meta.url), 'utf8')] as const);

test.each(sources)('%s imports nothing but its neighbours, and types', (_, source) => {
  const imports = [...source.matchAll(/^(?:import|export)\s(?<type>type\s)?[^;]*?from\s'(?<from>[^']+)'/gms)];
  for (const { groups } of imports) {
    if (!groups?.from?.startsWith('./')) expect(groups).toMatchObject({ type: 'type ', from: '@suivi/schema' });
  }
  expect(source).not.toMatch(/\bimport\(|\brequire\(/);
});

test.each(sources)('%s asks neither the clock, nor chance, nor the host', (_, source) => {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  expect(code).not.toMatch(/\bDate\b|\bIntl\b|Math\.random|\bprocess\b|setTimeout|performance|globalThis|toLocale/);
});
