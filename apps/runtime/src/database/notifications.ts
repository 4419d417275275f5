import { EventEmitter } from 'node:events';
import { Client } from 'pg';

/** Channels on which a committed change is announced. The payload is an opaque id, never data. */
export const CHANNEL = {
  /** A row came into the inbox: payload = patient id. */
  inbox: 'suivi_inbox',
  /** A row came into the outbox. */
  outbox: 'suivi_outbox',
  /** Trace rows of a version were written: payload = version id. */
  trace: 'suivi_trace',
  /** A draft or its review changed: payload = journey id. */
  draft: 'suivi_draft',
} as const;
/** The payload after the connection was lost: anything may have been announced meanwhile. */
export const MISSED = '';
const RECONNECT_EVERY_MS = 100;

export type Channel = (typeof CHANNEL)[keyof typeof CHANNEL];

/**
 * One LISTEN connection for the process. Notifications are hints: every loop that uses them also looks by itself from
 * time to time, and a connection that is back announces MISSED to everybody, so losing it delays and loses nothing.
 */
export class Notifications {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #url: string;
  #client: Client | undefined;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#url, application_name: 'suivi_listen' });
    client.on('notification', ({ channel, payload }) => this.#emitter.emit(channel, payload ?? MISSED));
    client.on('error', () => this.#reconnect());
    client.on('end', () => this.#reconnect());
    await client.connect();
    for (const channel of Object.values(CHANNEL)) await client.query(`LISTEN ${channel}`);
    this.#client = client;
  }

  /** Calls `listener` with the payload of each notification, or MISSED; returns the function that stops it. */
  on(channel: Channel, listener: (payload: string) => void): () => void {
    this.#emitter.on(channel, listener);
    return () => this.#emitter.off(channel, listener);
  }

  async stop(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }

  #reconnect(): void {
    if (this.#closed || !this.#client) return;
    this.#client = undefined;
    const attempt = () => {
      if (this.#closed) return;
      this.start().then(
        () => Object.values(CHANNEL).map((channel) => this.#emitter.emit(channel, MISSED)),
        () => setTimeout(attempt, RECONNECT_EVERY_MS).unref(),
      );
    };
    attempt();
  }
}
