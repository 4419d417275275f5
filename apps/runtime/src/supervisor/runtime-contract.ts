/** What the supervisor gives the product to run on. */
export interface RuntimeOptions {
  databaseUrl: string;
  /** Absent in --design-only: nothing runs then. */
  temporal: { address: string; namespace: string } | undefined;
  sandbox: { url: string };
  host: string;
  port: number;
  dataDir: string;
  /** True when started by `npm start`: loopback only, demo sign-in allowed. */
  embedded: boolean;
  /** True when the database is ours: the lock on the data folder then keeps every other process from working on it. */
  alone: boolean;
  /** Says one line to the person at the terminal. */
  step(text: string): void;
}

/** The running product: HTTP, worker, router and dispatcher in this process. */
export interface Runtime {
  url: string;
  /** Lines that tell how to sign in, printed before the last line of a start. */
  signInHints: string[];
  /** Not ready any more, drains for at most `graceMs`, then closes. */
  stop(graceMs: number): Promise<void>;
}

export type StartRuntime = (options: RuntimeOptions) => Promise<Runtime>;
