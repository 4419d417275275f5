import { cnWorkdays } from '@suivi/schema/cn-workdays';
import type { Client } from '@temporalio/client';
import { addCalendars } from '../calendars/add-calendars.ts';
import { dataConverter } from '../codec/data-converter.ts';
import type { KeyRing } from '../codec/key-ring.ts';
import { PlanStore } from '../codec/plan-store.ts';
import type { Database } from '../database/database.ts';
import { CHANNEL, type Notifications } from '../database/notifications.ts';
import { fireDateTriggers } from '../inbox/date-triggers.ts';
import { pullReplies } from '../inbox/replies.ts';
import { Router } from '../inbox/router.ts';
import { RunClient } from '../inbox/run-client.ts';
import { nodeActivities } from '../nodes/call-node.ts';
import { builtInNodes, type InstalledNodes } from '../nodes/installed-nodes.ts';
import type { NodeLog } from '../nodes/node-context.ts';
import { startPackWorker } from '../nodes/pack-worker.ts';
import { ChannelAccounts } from '../outbox/channel-accounts.ts';
import { Dispatcher } from '../outbox/dispatcher.ts';
import { startJourneyWorker } from './journey-worker.ts';
import { keepWorking } from './keep-working.ts';
import { Loop } from './loop.ts';
import { connectClient, registerSearchAttributes, type TemporalTarget, temporalHealth } from './temporal-connection.ts';

/** Stable names of what went wrong, for the log: never a message that could hold data. */
export type Report = (code: string, error?: unknown) => void;

export interface EngineRoom {
  accounts: ChannelAccounts;
  client: Client;
  runs: RunClient;
  /** There is news at the vendor for this account. */
  news(account: string, token: string): void;
  /** Fails when Temporal does not answer, or when no worker takes its tasks right now. */
  ask(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Everything that works without being asked: router, Temporal worker, dispatcher, reading of replies. */
export async function openEngineRoom(options: {
  db: Database;
  notifications: Notifications;
  target: TemporalTarget;
  keys: KeyRing;
  report: Report;
  /** Nodes with an activity of their own; without it the built-in ones. */
  nodes?: InstalledNodes;
  env?: NodeJS.ProcessEnv;
  log?: NodeLog;
  /** No other process works on this database, so what one before us had in hand is ours. */
  alone?: boolean;
}): Promise<EngineRoom> {
  const { db, notifications, target, keys, report, env = {}, nodes = builtInNodes(env), log = report } = options;
  const plans = new PlanStore(db.worker);
  const converter = dataConverter(keys, plans);
  const client = await connectClient(target, dataConverter(keys));
  await registerSearchAttributes(client, target.namespace);
  await addCalendars(db, cnWorkdays, Date.now());
  const health = temporalHealth(target);
  const activities = nodeActivities({ db, nodes, env, log, report });
  const worker = await keepWorking(
    () => startJourneyWorker({ db, target, client, converter, nodes: activities, report }),
    (error) => report('WORKER_FAILED', error),
  );
  const packs = await Promise.all(
    nodes.queues.map((taskQueue) =>
      keepWorking(
        () => startPackWorker({ taskQueue, target, converter, activities }),
        (error) => report('PACK_WORKER_FAILED', error),
      ),
    ),
  );

  const accounts = new ChannelAccounts(db, keys);
  const runs = new RunClient(client);
  const router = new Router(db, plans, runs);
  const dispatcher = new Dispatcher(db, accounts);
  if (options.alone) await dispatcher.takeOver();
  const tokens = new Map<string, string>();
  const inbox = new Loop(
    () => router.route(),
    (error) => report('ROUTER_FAILED', error),
  );
  const starts = new Loop(
    () => router.startLeftBehind(),
    (error) => report('START_FAILED', error),
  );
  const outbox = new Loop(
    () => dispatcher.dispatch(),
    (error) => report('DISPATCHER_FAILED', error),
  );
  const replies = new Loop(
    async () => {
      for (const account of await accounts.all()) {
        await pullReplies(db, account, tokens.get(account.id));
        tokens.delete(account.id);
      }
    },
    (error) => report('REPLIES_FAILED', error),
  );
  const dates = new Loop(
    () => fireDateTriggers(db, plans, Date.now()),
    (error) => report('DATES_FAILED', error),
  );
  const loops = [inbox, starts, outbox, replies, dates];
  const silence = [
    notifications.on(CHANNEL.inbox, () => inbox.poke()),
    notifications.on(CHANNEL.outbox, () => outbox.poke()),
  ];
  for (const loop of loops) loop.poke();

  return {
    accounts,
    client,
    runs,
    news(account, token) {
      tokens.set(account, token);
      replies.poke();
    },
    async ask() {
      if (!worker.working()) throw new Error('the worker is being started again');
      return health.ask();
    },
    async stop() {
      for (const end of silence) end();
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all([worker, ...packs].map((each) => each.stop()));
      await Promise.all([client.connection.close(), health.close()]);
    },
  };
}
