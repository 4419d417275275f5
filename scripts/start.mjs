// `npm start`: makes sure that what is installed and built fits the sources, then runs the product in this process.
// Plain Node without dependencies, because nothing may be installed yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const CHECKOUT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SUPERVISOR = join(CHECKOUT, 'apps/runtime/src/supervisor');
const LOCK = join(CHECKOUT, 'package-lock.json');
const INSTALLED_STAMP = join(CHECKOUT, 'node_modules/.suivi-installed');
const BUILT_STAMP = join(CHECKOUT, 'node_modules/.suivi-built');
const BUILDER = join(CHECKOUT, 'apps/builder');
const CONFIG = join(CHECKOUT, 'suivi.config.ts');
// Noted before anything slow: npm's shell may be gone by the time main looks.
const { npm_lifecycle_event: npmScript } = process.env;
const PARENT = npmScript === 'start' ? process.ppid : undefined;
const OLDEST_NODE = [20, 20];
const FIRST_PROGRESS_MS = 2000;
const NEXT_PROGRESS_MS = 10_000;
const LOG_TAIL_LINES = 30;

refuseOtherMachines();
const load = (name) => import(pathToFileURL(join(SUPERVISOR, name)).href);
// Loaded only now: an old Node couldn't even read these.
const { HELP, parseFlags } = await load('flags.mjs');
const { inLanguageOf } = await load('language.mjs');
const say = inLanguageOf(process.env);

const flags = parseFlags(process.argv.slice(2), CHECKOUT);
if (flags.kind === 'help') leave(say(HELP), 0);
if (flags.kind === 'wrong') leave(say(flags.text), 2);

await ensureInstalled();
await ensureBuilt();
const { register } = await import('tsx/esm/api');
register();
const { main } = await import(pathToFileURL(join(CHECKOUT, 'apps/runtime/src/main.ts')).href);
await main(process.argv.slice(2), { parent: PARENT });

/** The reader's language isn't known to be ours yet and the sentences are rare: both languages. */
function refuseOtherMachines() {
  if (process.platform === 'win32') {
    leave('在 Windows 上请在 WSL2 中运行 Suivi。\nOn Windows, run Suivi inside WSL2.', 1);
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    const oldest = OLDEST_NODE.join('.');
    leave(
      `Suivi 需要 Node ${oldest} 或更高版本，当前是 ${process.versions.node}。\n` +
        `Suivi needs Node ${oldest} or newer; this is ${process.versions.node}.`,
      1,
    );
  }
}

function leave(text, code) {
  console.log(text);
  process.exit(code);
}

async function ensureInstalled() {
  const wanted = sha256(readFileSync(LOCK));
  if (readStamp(INSTALLED_STAMP) === wanted) return;
  if (!matchesLockFile()) {
    await run({ zh: '安装依赖（npm ci）', en: 'Dependencies (npm ci)' }, ['npm', 'ci', '--no-audit', '--no-fund']);
  }
  writeFileSync(INSTALLED_STAMP, wanted);
}

/** Whether npm itself recorded that it installed what the lock file says: who ran `npm ci` by hand doesn't wait twice. */
function matchesLockFile() {
  const record = join(CHECKOUT, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(LOCK)).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    // Optional packages of other platforms are left out by npm.
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

async function ensureBuilt() {
  const page = join(BUILDER, 'dist/index.html');
  const sources = hashOfSources();
  if (existsSync(page) && readStamp(BUILT_STAMP) === sources) return;
  const turbo = join(CHECKOUT, 'node_modules/.bin/turbo');
  const name = { zh: '构建网页（builder）', en: 'Web page (builder)' };
  await run(name, [turbo, 'run', 'build', '--filter=@suivi/builder', '--ui=stream'], {
    TURBO_TELEMETRY_DISABLED: '1',
    // Packs may lie where turbo doesn't look: its cache goes by this as well.
    SUIVI_SOURCES: sources,
  });
  if (!existsSync(page)) {
    leave(say({ zh: `构建后没有找到 ${page}。`, en: `The build left no ${page}.` }), 1);
  }
  mkdirSync(dirname(BUILT_STAMP), { recursive: true });
  writeFileSync(BUILT_STAMP, sources);
}

/** A hash of all that the builder is made of: turbo's own check takes longer than the rest of a warm start. */
function hashOfSources() {
  const hash = createHash('sha256');
  const add = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (['node_modules', 'dist', '.turbo'].includes(entry.name)) continue;
      if (entry.isDirectory()) add(inner);
      else if (entry.isFile()) hash.update(`${inner.slice(CHECKOUT.length)}\0${sha256(readFileSync(inner))}\n`);
    }
  };
  add(BUILDER);
  add(join(CHECKOUT, 'packages'));
  const config = readFileSync(CONFIG, 'utf8');
  hash.update(config);
  // Packs that are npm packages are in the lock file. Node reads no TypeScript: folders are what is quoted as a path.
  for (const [, place] of config.matchAll(/['"](\.{1,2}\/[^'"]+)['"]/g)) {
    if (existsSync(join(CHECKOUT, place))) add(join(CHECKOUT, place));
  }
  return hash.update(readFileSync(LOCK)).digest('hex');
}

/** Runs a program quietly: a line when it takes long and when it is done, the end of its output when it fails. */
async function run(words, [program, ...args], env = {}) {
  const name = say(words);
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (part) => {
      log = (log + part).slice(-100_000);
    });
  }
  const stop = (signal) => {
    child.kill(signal);
    process.exit(1);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  let timer = setTimeout(progress, FIRST_PROGRESS_MS);
  function progress() {
    const so = Math.round((performance.now() - began) / 1000);
    console.log(`${name} … ${say({ zh: `进行中（${so} 秒）`, en: `still working (${so} s)` })}`);
    timer = setTimeout(progress, NEXT_PROGRESS_MS);
  }
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      log += `${error.message}\n`;
      resolve(1);
    });
    child.once('close', (status) => resolve(status ?? 1));
  });
  clearTimeout(timer);
  process.off('SIGTERM', stop).off('SIGINT', stop);
  if (code !== 0) {
    const tail = log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
    leave(`${tail}\n${name} … ${say({ zh: '失败', en: 'failed' })}`, 1);
  }
  console.log(`${name} … ${say({ zh: '完成', en: 'done' })} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
