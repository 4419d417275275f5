import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readJourney } from '@suivi/compiler';
import type { Journey } from '@suivi/schema';
import { FIRST_REFILL } from './first-refill.ts';

/** One that enters an example, as many days ago: the engine catches up on what they would have got since. */
export interface ExamplePerson {
  name: string;
  daysAgo: number;
}

export interface Example {
  document: Journey;
  /** Made-up people who are in it from the beginning. */
  people: readonly ExamplePerson[];
}

const FOLDER = fileURLToPath(new URL('../../../../examples/', import.meta.url));
const FILES = ['glucose-camp/camp.journey.json', 'glucose-camp/alarm.journey.json'];

/** The examples of a demo organization; the last one stands first in the list of journeys. */
export async function readExamples(): Promise<Example[]> {
  const documents = await Promise.all(
    FILES.map(async (file) => readJourney(JSON.parse(await readFile(`${FOLDER}${file}`, 'utf8')))),
  );
  return [
    ...documents.map((document) => ({ document, people: [] })),
    {
      document: FIRST_REFILL,
      people: [
        { name: '陈静', daysAgo: 0 },
        { name: '赵国强', daysAgo: 1 },
        { name: '吴秀英', daysAgo: 8 },
        { name: '孙建民', daysAgo: 22 },
      ],
    },
  ];
}
