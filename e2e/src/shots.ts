/**
 * `npm run shots [FOLDER]`: every screen in both languages and both themes, on the example content, to be looked at; and
 * what geometry and colours tell about them. Ends with 1 when there is something to tell.
 */
import { mkdir } from 'node:fs/promises';
import { openBrowser } from './browser.ts';
import { Product } from './product.ts';
import { Camera, type Look } from './shots/camera.ts';
import { fillWithPeople } from './shots/prepare.ts';
import { shootAll, shootNew } from './shots/screens.ts';
import { signIn } from './story/steps.ts';

const folder = process.argv[2] ?? 'shots';
const LOOKS: readonly Look[] = [
  { language: 'zh', theme: 'light' },
  { language: 'zh', theme: 'dark' },
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
];

const own = await openBrowser();
const camera = new Camera(own.browser, folder);
try {
  await mkdir(folder, { recursive: true });
  await whole();
  await designOnly();
} finally {
  await own.close();
}
const faults = camera.report();
for (const line of faults) console.log(line);
console.log(`${camera.taken} screens are in ${folder}; ${faults.length} findings`);
process.exit(faults.length === 0 ? 0 : 1);

async function whole(): Promise<void> {
  const product = await Product.prepare();
  try {
    await product.start();
    await fillWithPeople(product.url);
    for (const look of LOOKS) await shootAll(camera, product.url, look);
    for (const look of LOOKS) await shootNew(camera, product.url, look);
  } finally {
    await product.stop();
  }
}

/** Without Temporal every page says that nothing runs. */
async function designOnly(): Promise<void> {
  const product = await Product.prepare();
  try {
    await product.start(undefined, ['--design-only']);
    for (const look of LOOKS) {
      const { page, take, close } = await camera.open(look);
      await signIn(page, product.url, 'operator');
      await page.getByTestId('design-only').waitFor();
      await take('design-only');
      await close();
    }
  } finally {
    await product.stop();
  }
}
