/**
 * Server settings as `-c` arguments. No network: the only way in is the socket folder, which is private.
 * Logs stay free of patients' data: no statement, no parameter, and "terse" drops the DETAIL line that quotes key values.
 */
export function serverArguments(socketFolder: string, durable: boolean): string[] {
  const switched = durable ? 'on' : 'off';
  const settings = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    fsync: switched,
    synchronous_commit: switched,
    full_page_writes: switched,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
  };
  return ['-k', socketFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

export const SUPERUSER = 'suivi_super';

/** One byte order and one sort order everywhere: the built-in C.UTF-8 depends on neither the system's libc nor on ICU. */
export function initArguments(durable: boolean): string[] {
  return [
    `--username=${SUPERUSER}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}

/** Address of a database on the socket, as `pg` reads it. */
export function socketUrl(socketFolder: string, database: string): string {
  return `postgresql://${SUPERUSER}@/${database}?host=${encodeURIComponent(socketFolder)}`;
}
