import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import ownPackage from '../package.json' with { type: 'json' };

const require = createRequire(import.meta.url);

/** Flags that keep a browser on a closed machine from looking for its maker, and that a root user needs. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

const INSTALLED = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export interface OwnBrowser {
  browser: Browser;
  close(): Promise<void>;
}

/** A headless Chromium: the one of an npm package, which is the same everywhere, or CHROMIUM_PATH. Chinese glyphs included. */
export async function openBrowser(): Promise<OwnBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'suivi-browser-'));
  const fonts = await writeFontConfig(folder);
  const browser = await chromium.launch({
    executablePath: await executable(folder),
    args: QUIET,
    env: { ...process.env, FONTCONFIG_FILE: fonts, TMPDIR: folder },
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function executable(folder: string): Promise<string> {
  const own = INSTALLED[0];
  if (own && existsSync(own)) return own;
  if (process.platform === 'linux' && process.arch === 'x64') {
    // It unpacks next to TMPDIR without looking at versions: a folder per version keeps two of them apart.
    const unpacked = join(tmpdir(), `suivi-chromium-${ownPackage.devDependencies['@sparticuz/chromium']}`);
    await mkdir(unpacked, { recursive: true });
    const before = process.env.TMPDIR;
    process.env.TMPDIR = unpacked;
    try {
      const { default: packaged } = await import('@sparticuz/chromium');
      return await packaged.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  }
  const found = INSTALLED.find((path) => path && existsSync(path));
  if (!found)
    throw new Error(`no Chromium here: set CHROMIUM_PATH (looked in ${INSTALLED.slice(1).join(', ')}, ${folder})`);
  return found;
}

/** The packaged Chromium has no Chinese glyphs and none of the machine's fonts. */
async function writeFontConfig(folder: string): Promise<string> {
  const root = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const files = await readdir(root, { recursive: true });
  const folders = [...new Set(files.filter((file) => file.endsWith('.ttf')).map((file) => dirname(join(root, file))))];
  const path = join(folder, 'fonts.conf');
  const dirs = [...folders, '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('');
  await writeFile(
    path,
    `<?xml version="1.0"?><fontconfig>${dirs}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`,
  );
  return path;
}
