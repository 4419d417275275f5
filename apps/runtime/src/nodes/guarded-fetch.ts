import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type CallInit, NodeError } from '@suivi/nodes/activity';
import { mayCall } from './address-guard.ts';
import { admit, type EgressRules } from './egress.ts';

const MAX_SENT = 256 * 1024;
const MAX_ANSWER = 1024 * 1024;
/** Headers that would change how the request itself is read. */
const OWN_HEADERS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'accept-encoding',
];

export interface GuardOptions {
  rules: EgressRules;
  /** Hosts that the node's pack names. */
  own: readonly string[];
  signal: AbortSignal;
  /** How names become addresses; for tests of names that change. */
  resolve?: typeof resolveName;
}

/**
 * `fetch` for nodes: allowed hosts only, never to an address inside (unless that origin is listed as inside), connected
 * to the very address that was checked, no redirects followed, limited in size. @throws NodeError EGRESS_…
 */
export async function guardedFetch(text: string, init: CallInit, options: GuardOptions): Promise<Response> {
  const { url, inside } = admit(text, options.own, options.rules);
  const place = inside ? 'inside' : 'outside';
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) && !mayCall(bare, place)) throw new NodeError('EGRESS_ADDRESS', { retry: false });
  if (Buffer.byteLength(init.body ?? '') > MAX_SENT) throw new NodeError('EGRESS_TOO_LARGE', { retry: false });
  const headers = Object.entries(init.headers ?? {}).filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()));
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  const sent = request(url, {
    method: init.method ?? 'GET',
    headers: { ...Object.fromEntries(headers), 'accept-encoding': 'identity' },
    lookup: guardedLookup(place, options.resolve ?? resolveName),
    // A connection of before may lead to an address that nobody has checked for this call.
    agent: false,
    signal: options.signal,
  });
  try {
    return await answerOf(sent, init.body);
  } catch (error) {
    if (error instanceof NodeError) throw error;
    // The cause names hosts and addresses: it stays here.
    throw new NodeError(options.signal.aborted ? 'EGRESS_TIMED_OUT' : 'EGRESS_UNREACHABLE', { cause: error });
  }
}

/** Resolves a name once, refuses it when any of its addresses is forbidden, and connects to what was looked at. */
function guardedLookup(place: 'outside' | 'inside', resolve: typeof resolveName): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined;
      const [first] = addresses ?? [];
      if (error || !addresses || !first) return done(error ?? new Error('the name leads nowhere'), '', 0);
      if (addresses.some(({ address }) => !mayCall(address, place))) {
        return done(new NodeError('EGRESS_ADDRESS', { retry: false }), '', 0);
      }
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

function answerOf(sent: ClientRequest, body: string | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (answer) => readAll(answer).then(resolve, reject));
    sent.end(body);
  });
}

async function readAll(answer: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    // Leaving the loop ends the connection.
    if (size > MAX_ANSWER) throw new NodeError('EGRESS_TOO_LARGE', { retry: false });
    parts.push(part);
  }
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) throw new NodeError('EGRESS_UNREACHABLE');
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return new Response([204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status, headers });
}
