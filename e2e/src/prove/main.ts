import { proveDifferential } from './prove-differential.ts';
import { proveEngine } from './prove-engine.ts';
import { proveFaults } from './prove-faults.ts';
import { proveMutants } from './prove-mutants.ts';
import { proveRestart } from './prove-restart.ts';

/** `npm run prove -- NAME`: proofs that take too long for `npm test`. */
const PROOFS: Record<string, { does: string; run: (args: string[]) => Promise<boolean> }> = {
  differential: {
    does: 'a naive interpreter of the drawing and the engine live through 20,000 generated lives; all rows agree',
    run: proveDifferential,
  },
  engine: {
    does: 'plays 100,000 generated lives through the properties of the engine; each holds for every one',
    run: proveEngine,
  },
  faults: {
    does: 'plants faults in a copy of the checkout; a named test must notice each',
    run: proveFaults,
  },
  mutants: {
    does: 'changes the engine in thousands of small ways; its unit tests must notice at least 85 %',
    run: proveMutants,
  },
  restart: {
    does: 'kills processes of the started product at random moments; rows and messages stay the same',
    run: proveRestart,
  },
};

const [name = '', ...args] = process.argv.slice(2);
const proof = PROOFS[name];
if (!proof) {
  console.log('npm run prove -- NAME');
  for (const [known, { does }] of Object.entries(PROOFS)) console.log(`  ${known.padEnd(12)} ${does}`);
  process.exit(2);
}
process.exit((await proof.run(args)) ? 0 : 1);
