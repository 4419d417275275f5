import { dayOf, instantOf, type State } from '@suivi/engine';
import { ACTIVITY, type EpochMs, type Plan, type ZoneTable } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import { drive, heldBy, type Perform } from '../drive.ts';
import type { Model } from '../model.ts';
import { patientGot } from '../outcomes.ts';
import { Behaviour } from './behaviour.ts';
import { HABITS } from './habits.ts';
import { type MadeUpPatient, monthsLater, populationOf } from './population.ts';
import type { Quota, Rehearsal, RehearsalDay, RehearsalSettings, StaffLoad } from './rehearsal.ts';
import { type Study, studyOf } from './study.ts';
import { sorted, spreadOf, Tally } from './tally.ts';

/** At most three touches in a week; what is urgent is never counted. */
export const QUOTA: Quota = { touches: 3, days: 7, exempt: ['safety'] };

export type RehearsalOptions = Partial<RehearsalSettings>;

const DEFAULTS: RehearsalSettings = {
  patients: 1_000,
  months: 6,
  seed: 1,
  // A Monday, so that weeks are easy to read; any other day is as good.
  from: '2026-01-05',
  entryDays: 28,
  quota: QUOTA,
  staff: {},
  habits: HABITS,
};

/**
 * Sends made-up patients through a journey. The same settings give the same, byte for byte.
 * @throws Error for a journey that has errors, or a first day that is none.
 */
export const rehearse = (model: Model, options: RehearsalOptions = {}): Rehearsal =>
  rehearseAll([model], options)[0] as Rehearsal;

/** Two versions with the same patients, the same answers and the same luck. */
export function rehearseBoth(before: Model, after: Model, options: RehearsalOptions = {}): [Rehearsal, Rehearsal] {
  return rehearseAll([before, after], options) as [Rehearsal, Rehearsal];
}

function rehearseAll(models: readonly Model[], options: RehearsalOptions): Rehearsal[] {
  const settings = { ...DEFAULTS, ...options };
  const plans = models.map(({ plan }) => {
    if (!plan) throw new Error('a journey with errors cannot be rehearsed');
    return plan;
  });
  const zone = zoneTable(plans[0]?.zone ?? 'UTC');
  const day = dayOf(settings.from);
  if (day === undefined) throw new Error(`${settings.from} is no date`);
  const from = instantOf(zone, { day, time: 0 });
  const patientOf = populationOf(models, plans, zone, {
    ...settings,
    from,
    unknownField: settings.habits.unknownField,
  });
  const until = monthsLater(from, settings.months);
  return models.map((model, index) => {
    const study = studyOf(model, plans[index] as Study['plan']);
    const own = zoneTable(study.plan.zone);
    const tally = new Tally(study, own, settings.quota);
    for (let number = 0; number < settings.patients; number++) {
      const patient = patientOf(number);
      tally.close(endOf(study.plan, runOne(study, patient, { until, zone: own, tally, settings })));
    }
    return report(study, tally, settings);
  });
}

interface Around {
  until: EpochMs;
  zone: ZoneTable;
  tally: Tally;
  settings: RehearsalSettings;
}

function runOne(study: Study, patient: MadeUpPatient, { until, zone, tally, settings }: Around): State {
  const { model, plan } = study;
  const behaviour = new Behaviour(study, patient, settings.habits);
  const { key, entry, entered, fields } = patient;
  return drive(
    plan,
    { run: key, patient: key, seq: 0, ...(Object.keys(entry).length > 0 ? { entry } : {}) },
    entered,
    {
      ahead: behaviour.spontaneous(until),
      fields,
      until,
      act: (effect) => {
        const answer = behaviour.act(effect);
        count(model, effect, answer.outcome, tally);
        return answer;
      },
      wrote: (row, state) => {
        tally.row(row, patient);
        return behaviour.wrote(row, state);
      },
      calendars: model.calendars,
    },
    zone,
  );
}

function count({ texts }: Model, { kind, at, with: given }: Perform, outcome: string, tally: Tally): void {
  if (kind === ACTIVITY.createTask && outcome !== 'failed') tally.todo(at, String(given.group ?? ''));
  if (!patientGot(outcome)) return;
  for (const value of Object.values(given)) {
    if (typeof value === 'string' && texts.has(value)) tally.sent(at, String(given.class ?? 'none'));
  }
}

function endOf(plan: Plan, state: State): string {
  const held = heldBy(plan, state);
  return state.ended?.outcome ?? (held === undefined ? 'waiting' : `held: ${held}`);
}

function report({ plan }: Study, tally: Tally, settings: RehearsalSettings): Rehearsal {
  const { patients, months, seed, from, quota, staff } = settings;
  const days = tally.days();
  const busiest = days.reduce<RehearsalDay | undefined>(
    (most, day) => (day.sends > (most?.sends ?? 0) ? day : most),
    undefined,
  );
  const ports = tally.taken.ports();
  const unreached = tally.taken.nodes().flatMap(({ node, reached }) => (reached === 0 ? [node] : []));
  return {
    patients,
    months,
    seed,
    from,
    zone: plan.zone,
    sends: tally.sends,
    todos: tally.todos,
    ...(busiest ? { busiest: { date: busiest.date, sends: busiest.sends } } : {}),
    days,
    staff: loadsOf(days, staff),
    quota: {
      touches: quota.touches,
      days: quota.days,
      breaches: tally.breaches,
      patients: tally.patientsOverQuota,
      byClass: sorted(Object.fromEntries(tally.breachesByClass)),
    },
    dead: ports.filter(({ node, drawn, taken }) => drawn && taken === 0 && !unreached.includes(node)),
    unreached,
    ports,
    timeToNode: tally.timeToNode(),
    ends: sorted(Object.fromEntries(tally.ends)),
  };
}

function loadsOf(days: readonly RehearsalDay[], staff: RehearsalSettings['staff']): StaffLoad[] {
  const groups = [...new Set(days.flatMap(({ todos }) => Object.keys(todos)))].sort();
  return groups.map((group) => {
    const people = Math.max(1, staff[group] ?? 1);
    const perDay = days.map(({ todos }) => todos[group] ?? 0);
    const all = perDay.reduce((sum, todos) => sum + todos, 0);
    const each = perDay.map((todos) => Math.round((todos / people) * 100) / 100);
    const max = each.reduce((most, todos) => Math.max(most, todos), 0);
    const { p50, p95 } = spreadOf(each);
    return { group, people, todos: all, perPersonPerDay: { p50, p95, max } };
  });
}
