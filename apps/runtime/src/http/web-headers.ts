import type { IncomingHttpHeaders } from 'node:http';

/** Node's headers as the web's, which libraries for any runtime read. */
export function webHeaders(headers: IncomingHttpHeaders): Headers {
  const web = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const item of [value ?? []].flat()) web.append(name, item);
  }
  return web;
}
