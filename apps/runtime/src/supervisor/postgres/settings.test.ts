import pg from 'pg';
import { expect, test } from 'vitest';
import { serverArguments, socketUrl } from './settings.ts';

test('the address leads pg to the socket folder, whatever the folder is called', () => {
  const client = new pg.Client(socketUrl('/tmp/a b/pg-1', 'suivi'));
  expect([client.host, client.database, client.user]).toEqual(['/tmp/a b/pg-1', 'suivi', 'suivi_super']);
});

test('the server has no network, flushes to disk and never logs a statement or the detail of an error', () => {
  const args = serverArguments('/s', true);
  for (const setting of [
    'listen_addresses=',
    'fsync=on',
    'full_page_writes=on',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ]) {
    expect(args).toContain(setting);
  }
});
