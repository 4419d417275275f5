import { REPAIR_EVERY_MS } from './loop.ts';

interface Endable {
  /** Rejects when it fails, resolves when it was stopped. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface Kept {
  /** False between a failure and the next start. */
  working(): boolean;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;

/**
 * Starts a worker again whenever it fails, with pauses that grow to ten seconds; an outage is outlived by the SDK
 * itself, this is for what it gives up on. The first start's failure is the caller's.
 */
export async function keepWorking(start: () => Promise<Endable>, failed: (error: unknown) => void): Promise<Kept> {
  const stopping = new AbortController();
  let now: Endable | undefined = await start();
  let failures = 0;

  async function watch(): Promise<void> {
    while (now) {
      const since = performance.now();
      try {
        await now.ended;
        return;
      } catch (error) {
        now = undefined;
        failures = performance.now() - since > REPAIR_EVERY_MS ? 1 : failures + 1;
        failed(error);
      }
      while (!now && !stopping.signal.aborted) {
        await pause(Math.min(REPAIR_EVERY_MS, FIRST_PAUSE_MS * 2 ** failures), stopping.signal);
        if (stopping.signal.aborted) return;
        now = await start().catch((error: unknown) => {
          failures += 1;
          failed(error);
          return undefined;
        });
      }
      if (stopping.signal.aborted) await now?.stop();
    }
  }

  const watching = watch();
  return {
    working: () => now !== undefined,
    async stop() {
      stopping.abort();
      await now?.stop().catch(() => undefined);
      await watching;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
