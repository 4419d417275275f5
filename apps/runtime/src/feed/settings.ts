import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compile, readJourney } from '@suivi/compiler';
import type { Journey, Plan } from '@suivi/schema';
import { isZone } from '@suivi/schema/zones';
import { z } from 'zod';
import { FeedError } from './feed-error.ts';
import type { KnownCodes } from './read-diary.ts';

const name = z.string().min(1).max(60);
const fileName = z.string().regex(/^[\w][\w.-]*$/);

/** Which rows of a trace one number is the count of. */
const count = z.object({ journey: name, node: name, kind: name, port: name.optional(), by: name.optional() });
export type RowCount = z.infer<typeof count>;

/** `feed.json`: how the diaries of a folder become events, and which journeys they run through. */
const settings = z.object({
  v: z.literal('suivi.feed/1'),
  diary: fileName,
  /** Zone of the wall clock in the diaries, and of the test patients. */
  zone: z.string().refine(isZone),
  days: z.number().int().min(1).max(400),
  journeys: z
    .array(z.object({ key: name, document: fileName, enrol: z.boolean().default(false) }))
    .min(1)
    .max(10),
  glucose: z.object({ event: name, unit: name, codes: z.record(name, name) }),
  notes: z.object({ event: name, codes: z.array(name) }),
  counts: z.object({ checkIns: count, misses: count, coachTodos: count, alarms: count }),
});
export type FeedSettings = z.infer<typeof settings>;

export interface FeedJourney {
  key: string;
  document: Journey;
  plan: Plan;
  /** Everybody is enrolled at the beginning; otherwise people enter by its own trigger. */
  enrol: boolean;
}

export interface Feed {
  settings: FeedSettings;
  /** Path of the diary that stands beside the settings. */
  diary: string;
  codes: KnownCodes;
  journeys: FeedJourney[];
}

/** Reads a folder like `examples/glucose-camp`. @throws FeedError */
export async function readFeed(folder: string): Promise<Feed> {
  const path = resolve(folder);
  const parsed = settings.safeParse(await readJson(join(path, 'feed.json')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new FeedError({
      zh: `feed.json 的 ${issue?.path.join('.') ?? ''} 无效。`,
      en: `feed.json is not valid at ${issue?.path.join('.') ?? ''}.`,
    });
  }
  const { journeys, glucose, notes } = parsed.data;
  return {
    settings: parsed.data,
    diary: join(path, parsed.data.diary),
    codes: { glucose: new Set(Object.keys(glucose.codes)), others: new Set(notes.codes) },
    journeys: await Promise.all(
      journeys.map(async ({ key, document, enrol }) => ({
        key,
        enrol,
        ...(await readPlan(join(path, document), key)),
      })),
    ),
  };
}

async function readPlan(path: string, key: string): Promise<{ document: Journey; plan: Plan }> {
  const document = readJourney(await readJson(path));
  const { plan, diagnostics } = compile(document, key);
  if (plan) return { document, plan };
  const codes = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, node }) => `${code} ${node ?? ''}`);
  throw new FeedError({
    zh: `旅程 ${key} 无法运行：${codes.join('，')}`,
    en: `The journey ${key} cannot run: ${codes.join(', ')}`,
  });
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new FeedError({ zh: `无法读取 ${path}。`, en: `Cannot read ${path}.` }, 2, { cause });
  }
}
