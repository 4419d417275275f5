import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DAY, type LocalText, type Words } from '@suivi/schema';
import type { StepRow } from './count-rows.ts';
import { FeedError } from './feed-error.ts';
import type { FeedPatient, FeedPlan } from './feed-plan.ts';
import type { ProductClient } from './product-client.ts';
import type { FeedJourney } from './settings.ts';
import type { PlannedTodo } from './simulate-feed.ts';
import { type Stop, stepOf, timetable } from './timetable.ts';

const BATCH = 500;
const LOOK_AGAIN_MS = 250;
/** How long a to-do that the driver foresaw may take to be there. */
const TODO_WITHIN_MS = 120_000;

export interface ProductFeed {
  client: ProductClient;
  plan: FeedPlan;
  journeys: readonly FeedJourney[];
  /** The to-dos that the driver foresees: which to close, and when. What is counted comes from the product. */
  todos: readonly PlannedTodo[];
  /** Real milliseconds that a day takes. */
  dayMs: number;
  zone: string;
  label: string;
  say(words: Words): void;
}

interface Trial {
  id: string;
  /** By the label in the diary: the id under which their events are sent. */
  externalIds: Map<string, string>;
  /** By the label on the product, that in the diary. */
  labels: Map<string, string>;
  /** By the key in the feed, the id on the product. */
  journeys: Map<string, string>;
}

/** Makes a trial, feeds it to its end, waits until every run has left, and reads the rows of their traces. */
export async function feedProduct(feed: ProductFeed): Promise<StepRow[]> {
  const { plan, say } = feed;
  if (plan.patients.length === 0) return [];
  const trial = await makeTrial(feed);
  say({
    zh: `试验 ${trial.id}：${plan.patients.length} 位患者`,
    en: `Trial ${trial.id}: ${plan.patients.length} patients`,
  });
  // Fed from the first moment: until somebody is enrolled there is nothing to be late for.
  await moveTo(feed, trial, 1_000);
  const began = performance.now();
  await enrolAll(feed, trial);
  const scale = feed.dayMs / DAY;
  const step = stepOf(scale);
  let day = 0;
  for (const stop of timetable(plan, feed.todos, step)) {
    // One step ahead of the scaled clock, so that nobody waits for us.
    const due = began + (stop.until - 2 * step) * scale - performance.now();
    if (due > 0) await pause(due);
    await sendRows(feed, trial, stop);
    await closeTodos(
      feed,
      trial,
      stop.closings.filter(({ at, closed }) => closed && closed.at > at),
    );
    await moveTo(feed, trial, stop.until);
    // Closed at the very instant at which they come up: they are not there before the watermark lets them.
    await closeTodos(
      feed,
      trial,
      stop.closings.filter(({ at, closed }) => closed?.at === at),
    );
    if (Math.floor(stop.until / DAY) === day) continue;
    day = Math.floor(stop.until / DAY);
    say({ zh: `第 ${day} / ${plan.days} 天已发送`, en: `Day ${day} of ${plan.days} sent` });
  }
  await untilAllHaveLeft(feed, trial);
  return readSteps(feed, trial);
}

async function makeTrial({ client, plan, journeys, dayMs, zone, label }: ProductFeed): Promise<Trial> {
  const ids = await findJourneys(client, journeys);
  const labels = new Map(plan.patients.map(({ label: own }, index) => [own, labelFor(own, index)]));
  const made = await client.post<{ id: string; patients: { label: string; externalId: string }[] }>('/v1/trials', {
    label,
    scale: dayMs / DAY,
    days: plan.days,
    patients: [...labels.values()].map((one) => ({ label: one, zone })),
    inclusive: plan.inclusive ? journeys.filter(({ enrol }) => enrol).map(({ key }) => ids.get(key)) : [],
  });
  const external = new Map(made.patients.map((patient) => [patient.label, patient.externalId]));
  return {
    id: made.id,
    externalIds: new Map([...labels].map(([own, given]) => [own, external.get(given) ?? ''])),
    labels: new Map([...labels].map(([own, given]) => [given, own])),
    journeys: ids,
  };
}

/** A label that the product takes; one that it would not is replaced by the patient's place in the file. */
const labelFor = (label: string, index: number): string =>
  /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(label) ? label : `diary-${index + 1}`;

/** The examples of these titles, or, where they are gone, whatever published journey has the title. */
async function findJourneys(client: ProductClient, journeys: readonly FeedJourney[]): Promise<Map<string, string>> {
  const { journeys: open } = await client.get<{ journeys: { id: string; title: LocalText; example: boolean }[] }>(
    '/v1/journeys',
  );
  return new Map(
    journeys.map(({ key, document: { title } }) => {
      const same = open.filter((journey) => journey.title.zh === title.zh && journey.title.en === title.en);
      const found = same.find(({ example }) => example) ?? same[0];
      if (found) return [key, found.id];
      throw new FeedError(
        {
          zh: `没有已发布的旅程「${title.zh ?? title.en ?? key}」。`,
          en: `There is no published journey “${title.en ?? title.zh ?? key}”.`,
        },
        1,
      );
    }),
  );
}

async function enrolAll({ client, plan, journeys }: ProductFeed, trial: Trial): Promise<void> {
  for (const { key } of journeys.filter(({ enrol }) => enrol)) {
    for (const { label, origin } of plan.patients) {
      await client.post(
        `/v1/journeys/${trial.journeys.get(key)}/enrol`,
        { patient: trial.externalIds.get(label), at: new Date(origin).toISOString() },
        { 'idempotency-key': `${trial.id}:${key}:${label}`.slice(0, 200) },
      );
    }
  }
}

async function sendRows({ client }: ProductFeed, trial: Trial, { rows }: Stop): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const events = rows.slice(from, from + BATCH).map(({ patient, event }) => ({
      messageId: createHash('sha256').update(`${trial.id}${event.row.text}`).digest('hex'),
      patient: externalId(trial, patient),
      type: event.type,
      at: new Date(event.at).toISOString(),
      data: event.data,
    }));
    const { results } = await client.post<{ results: { error?: { code: string; title: string; titleZh: string } }[] }>(
      '/v1/events',
      events,
    );
    const at = results.findIndex(({ error }) => error);
    const refused = results[at]?.error;
    if (refused) {
      const line = rows[from + at]?.event.row.line;
      throw new FeedError(
        { zh: `第 ${line} 行未被接收：${refused.titleZh}`, en: `Line ${line} was not taken: ${refused.title}` },
        1,
      );
    }
  }
}

const externalId = (trial: Trial, { label }: FeedPatient): string => trial.externalIds.get(label) ?? '';

interface ProductTask {
  id: string;
  journey: string;
  patient: string;
  node: string;
  state: 'open' | 'closed' | 'lapsed';
}

/** Closes to-dos at their instants. One that is not there yet is on its way: its run has been fed up to it. */
async function closeTodos({ client }: ProductFeed, trial: Trial, closings: readonly PlannedTodo[]): Promise<void> {
  const since = performance.now();
  let left = [...closings];
  while (left.length > 0) {
    const { tasks } = await client.get<{ tasks: ProductTask[] }>(`/v1/trials/${trial.id}/tasks`);
    const missing: PlannedTodo[] = [];
    for (const todo of left) {
      const task = tasks.filter(
        ({ journey, patient, node }) =>
          journey === trial.journeys.get(todo.journey) &&
          trial.labels.get(patient) === todo.patient &&
          node === todo.task,
      )[todo.number - 1];
      if (!task || !todo.closed) {
        missing.push(todo);
        continue;
      }
      // One whose run has gone on without an answer has lapsed: closing it would change nothing.
      if (task.state === 'open') await closeTodo(client, trial, task.id, todo.closed);
    }
    left = missing;
    const [todo] = left;
    if (!todo) return;
    if (performance.now() - since > TODO_WITHIN_MS) {
      throw new FeedError(
        {
          zh: `没有等到 ${todo.patient} 的第 ${todo.number} 条 ${todo.task} 待办。`,
          en: `To-do ${todo.number} of ${todo.task} for ${todo.patient} did not come up.`,
        },
        1,
      );
    }
    await pause(LOOK_AGAIN_MS);
  }
}

async function closeTodo(
  client: ProductClient,
  trial: Trial,
  task: string,
  { at, outcome, note }: NonNullable<PlannedTodo['closed']>,
): Promise<void> {
  const closing = { outcome, at: new Date(at).toISOString(), ...(note === undefined ? {} : { note }) };
  try {
    await client.post(`/v1/trials/${trial.id}/tasks/${task}/close`, closing);
  } catch (error) {
    // It lapsed meanwhile, or an answer of the product was lost and we asked twice.
    if (!(error instanceof FeedError) || error.code !== 'TASK_CLOSED_ALREADY') throw error;
  }
}

/** Up to here, on the wall clock since each patient's origin, every row is committed. */
async function moveTo({ client }: ProductFeed, trial: Trial, until: number): Promise<void> {
  await client.put(`/v1/trials/${trial.id}/watermark`, { fedUntil: `PT${Math.ceil(until / 1_000)}S` });
}

async function untilAllHaveLeft({ client, say }: ProductFeed, trial: Trial): Promise<void> {
  let before = -1;
  for (;;) {
    const { open, held, unrouted } = await client.get<{ open: number; held: number; unrouted: number }>(
      `/v1/trials/${trial.id}`,
    );
    if (open === 0 && unrouted === 0) return;
    if (open > 0 && open === held && unrouted === 0) {
      throw new FeedError(
        { zh: `${held} 条在组记录被搁置，需要有人处理。`, en: `${held} runs are held and need a person.` },
        1,
      );
    }
    if (open !== before) say({ zh: `还有 ${open} 条在组`, en: `${open} runs still open` });
    before = open;
    await pause(LOOK_AGAIN_MS * 2);
  }
}

/** The rows that the product has written, of the journeys that were fed. */
async function readSteps({ client }: ProductFeed, trial: Trial): Promise<StepRow[]> {
  const keys = new Map([...trial.journeys].map(([key, id]) => [id, key]));
  const steps: StepRow[] = [];
  let after = '';
  do {
    const page = await client.get<{ steps: StepRow[]; next?: string }>(`/v1/trials/${trial.id}/steps${after}`);
    for (const row of page.steps) {
      const journey = keys.get(row.journey);
      if (journey) steps.push({ ...row, journey, patient: trial.labels.get(row.patient) ?? row.patient });
    }
    after = page.next ? `?after=${page.next}` : '';
  } while (after);
  return steps;
}
