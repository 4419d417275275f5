import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campEvents } from './camp-events.ts';
import { compileCost } from './compile-cost.ts';
import { engineSteps } from './engine-steps.ts';
import type { Figure } from './figure.ts';
import { referenceCost } from './reference-cost.ts';
import { runsRatio } from './runs-ratio.ts';
import { tracePaint } from './trace-paint.ts';

const at = process.argv.indexOf('--json');
const file = at < 0 ? undefined : process.argv[at + 1];

const figures: Figure[] = [];
for (const measure of [
  async () => engineSteps(),
  async () => compileCost(),
  runsRatio,
  referenceCost,
  campEvents,
  tracePaint,
]) {
  const dataDir = await mkdtemp(join(tmpdir(), 'suivi-bench-'));
  const measured = await measure(dataDir);
  await rm(dataDir, { recursive: true, force: true });
  for (const { name, value, unit, n } of measured) console.log(`${name.padEnd(36)} ${value} ${unit} (n=${n})`);
  figures.push(...measured);
}
if (file) await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
