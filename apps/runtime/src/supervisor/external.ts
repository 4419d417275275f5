import pg from 'pg';
import { answersOn } from './ports.ts';
import { StartError } from './start-error.ts';
import { waitUntil } from './wait-until.ts';

const PATIENCE_MS = 10_000;
const OLDEST_POSTGRES = 150_000;

/** Checks a PostgreSQL that DATABASE_URL names: reachable, 15 or newer. The sentence never quotes the address (it may hold a password). */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => {});
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    version = Number(rows[0]?.server_version_num);
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'no answer';
    throw new StartError(
      'database-unreachable',
      {
        zh: `无法连接 DATABASE_URL 指定的 PostgreSQL（${code}）。`,
        en: `The PostgreSQL of DATABASE_URL can't be used (${code}).`,
      },
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
  if (version < OLDEST_POSTGRES) {
    throw new StartError('database-unreachable', {
      zh: 'DATABASE_URL 指定的 PostgreSQL 版本低于 15。',
      en: 'The PostgreSQL of DATABASE_URL is older than 15.',
    });
  }
}

/** Checks that something accepts connections at TEMPORAL_ADDRESS ("host:port", "[::1]:7233"); the rest is the client's matter. */
export async function checkTemporal(address: string): Promise<void> {
  const [, host = '', port = ''] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(address) ?? [];
  const reached =
    port && (await waitUntil(async () => (await answersOn(Number(port), host)) || undefined, PATIENCE_MS, 250));
  if (reached) return;
  throw new StartError('temporal-unreachable', {
    zh: `TEMPORAL_ADDRESS=${address} 上没有服务器应答（格式：主机:端口）。`,
    en: `No server answers at TEMPORAL_ADDRESS=${address} (host:port).`,
  });
}
