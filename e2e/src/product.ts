import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@suivi/runtime/src/supervisor/ports.ts';

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** The product as a newcomer starts it: `scripts/start.mjs` in a process of its own, on a data folder of its own. */
export class Product {
  readonly dataDir: string;
  readonly port: number;
  #child: ChildProcess | undefined;
  #output = '';
  readonly #env: NodeJS.ProcessEnv;
  readonly #program: string;

  private constructor(dataDir: string, port: number, env: NodeJS.ProcessEnv, program: string) {
    this.#env = env;
    this.#program = program;
    this.dataDir = dataDir;
    this.port = port;
  }

  /** @param env further environment, for example DATABASE_URL. @param program `start.mjs` of another checkout. */
  static async prepare(env: NodeJS.ProcessEnv = {}, program = START): Promise<Product> {
    return new Product(await mkdtemp(join(tmpdir(), 'suivi-product-')), await freePort(), env, program);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get output(): string {
    return this.#output;
  }

  /** Starts it and resolves at its last line. @returns seconds until then. */
  async start(withinMs = 120_000, flags: readonly string[] = []): Promise<number> {
    const since = performance.now();
    this.#output = '';
    const where = ['--data', this.dataDir, '--port', String(this.port)];
    const child = spawn(process.execPath, [this.#program, ...where, ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LANG: 'en_US.UTF-8', ...this.#env },
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready within ${withinMs} ms:\n${this.#output}`)), withinMs);
      const read = (chunk: Buffer) => {
        this.#output += chunk.toString();
        if (this.#output.includes('Suivi is ready')) resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${this.#output}`)));
      child.once('exit', () => clearTimeout(timer));
    });
    return (performance.now() - since) / 1000;
  }

  /** kill -9 of the runtime; its servers stay, as after a crash. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops everything in order and keeps the data. */
  async shutdown(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Stops everything in order and removes the data. */
  async stop(): Promise<void> {
    await this.shutdown();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Everything the product has logged, its servers included. */
  async logs(): Promise<string> {
    const folder = join(this.dataDir, 'logs');
    const files = await readdir(folder);
    return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n') + this.#output;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}
