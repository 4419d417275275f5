import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { createCallbackSender } from './callback-sender.ts';
import { controlRoutes } from './control-routes.ts';
import { Faults } from './faults.ts';
import { pageRoutes } from './page-routes.ts';
import { Passes } from './passes.ts';
import { sendProblem } from './problem.ts';
import { openStore } from './store.ts';
import { vendorRoutes } from './vendor-routes.ts';

export interface SandboxOptions {
  /** 0 asks the system for a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** Enforce the 48 h / 5 messages rule from the start. */
  readonly kfWindow?: boolean;
  /** Epoch milliseconds; only for tests. */
  readonly now?: () => number;
}

export interface Sandbox {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1_048_576;

/** Starts the WeCom sandbox on loopback. Throws when the port is taken or the journal is damaged. */
export async function startSandbox({ port, dataDir, kfWindow, now = Date.now }: SandboxOptions): Promise<Sandbox> {
  const store = await openStore(dataDir, now);
  if (kfWindow && !store.settings.kfWindow) await store.add({ type: 'settings', changed: { kfWindow } });
  const callbackTokens = new Passes(now);
  const context = { store, faults: new Faults(), accessTokens: new Passes(now), callbackTokens, now };
  const issueToken = (lifeMs: number): string => callbackTokens.issue(lifeMs);
  const callbacks = createCallbackSender({ settings: store.settings, issueToken, now });

  const app = fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found'));
  app.register(async (scope) => vendorRoutes(scope, context));
  app.register(async (scope) => controlRoutes(scope, { context, callbacks, dataDir }));
  app.register(pageRoutes);
  await app.listen({ host: '127.0.0.1', port });

  const address = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      await app.close();
      await callbacks.stop();
      await store.close();
    },
  };
}
