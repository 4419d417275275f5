import { ProductClient } from '@suivi/runtime/src/supervisor/stand-in/client.ts';
import type { Crowd } from './crowd.ts';
import { type Figure, percentile } from './figure.ts';

const SAMPLES = 40;
const WARM_UP = 5;
const WITHIN_MS = 30_000;

/** How long the product takes to answer who is where, from the request to the last byte that is needed. */
export async function peopleLook(url: string, { journey, node }: Crowd): Promise<Figure[]> {
  const cookie = await new ProductClient(url).signIn('operator');
  const ask = (path: string, input: object): Promise<Response> =>
    fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
      headers: { cookie },
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  const page = async (input: object): Promise<void> => {
    const answer = await ask('people.at', { journey, ...input });
    const { result } = (await answer.json()) as { result?: { data: { people: unknown[] } } };
    if (result?.data.people.length !== 50) throw new Error(`no full page of people: ${answer.status}`);
  };
  return [
    ...(await timed('people.page_of_journey', () => page({}))),
    ...(await timed('people.page_of_node', () => page({ node, state: 'here' }))),
    ...(await timed('people.live_look', async () => firstCounts(await ask('people.watch', { journey })))),
  ];
}

/** Reads a live stream until it has told all counts. */
async function firstCounts(answer: Response): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    // Leaving the loop ends the stream.
    if (text.includes('"type":"counts"') && text.endsWith('\n\n')) return;
  }
  throw new Error('the stream ended without counts');
}

async function timed(name: string, work: () => Promise<void>): Promise<Figure[]> {
  const samples: number[] = [];
  for (let n = 0; n < SAMPLES + WARM_UP; n++) {
    const since = performance.now();
    await work();
    if (n >= WARM_UP) samples.push(performance.now() - since);
  }
  const figure = (share: number): number => Number(percentile(samples, share).toFixed(1));
  return [
    { name: `${name}_ms_p50`, value: figure(0.5), unit: 'ms', n: SAMPLES },
    { name: `${name}_ms_p95`, value: figure(0.95), unit: 'ms', n: SAMPLES },
  ];
}
