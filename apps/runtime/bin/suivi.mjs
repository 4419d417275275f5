#!/usr/bin/env node
// `npx suivi …` from the checkout: runs from source, as `npm start` does.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
