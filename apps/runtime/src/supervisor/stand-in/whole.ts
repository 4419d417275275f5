import { main } from '../../main.ts';

// `npm start` without its installing and building: the whole product, for tests that kill parts of it.
await main(process.argv.slice(2));
