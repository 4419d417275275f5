import { proveFaults } from './prove-faults.ts';
import { proveRestart } from './prove-restart.ts';

/** `npm run prove -- NAME`: proofs that take too long for `npm test`. */
const PROOFS: Record<string, { does: string; run: (args: string[]) => Promise<boolean> }> = {
  faults: {
    does: 'plants faults in a copy of the checkout; a named test must notice each',
    run: proveFaults,
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
  for (const [known, { does }] of Object.entries(PROOFS)) console.log(`  ${known.padEnd(8)} ${does}`);
  process.exit(2);
}
process.exit((await proof.run(args)) ? 0 : 1);
