import { instantOf, wallTime } from '@suivi/engine';
import { DAY, type EpochMs, HOUR, type Plan, textVariables, type ZoneTable } from '@suivi/schema';
import type { Model } from '../model.ts';
import { localDate } from '../scenario-time.ts';
import { partsOf } from './conditions.ts';
import { type Draw, drawsOf, pick } from './draws.ts';
import { candidatesIn, place, unitsIn, witnessesOf } from './witnesses.ts';

type Data = Record<string, unknown>;

/** A made-up patient: enough to enter, and fields for everything that a journey asks about. */
export interface MadeUpPatient {
  key: string;
  entered: EpochMs;
  fields: Data;
  /** Data of the event that enrols. */
  entry: Data;
  draw: Draw;
}

export interface PopulationSettings {
  seed: number;
  /** Midnight before which nobody enters. */
  from: EpochMs;
  /** Entries are spread evenly over so many days, 08:00 to 20:00. */
  entryDays: number;
  unknownField: number;
}

/** A field that stands in a text and nowhere else. */
const SOME_TEXT = '…';
/** An order, a drug, an appointment: all that matters is that it is the same one. */
const SOME_KEY = 'A';
const OPENS = 8 * HOUR;
const OPEN_FOR = 12 * HOUR;
/** A date that a journey waits for lies so many days after the entry. */
const DATES = { from: -2, days: 62 };
/** Birthdays and the like. */
const YEARS = 80;

/**
 * The same patients for all of these plans: their fields come from what any of the plans looks at.
 * @returns the patient of a number, from 0.
 */
export function populationOf(
  models: readonly Model[],
  plans: readonly Plan[],
  zone: ZoneTable,
  settings: PopulationSettings,
): (number: number) => MadeUpPatient {
  const parts = plans.map(partsOf);
  const conditions = parts.flatMap((part) => part.conditions);
  const dates = new Map(parts.flatMap((part) => part.dates).map((date) => [date.field, date.yearly === true]));
  const wanted = candidatesIn(conditions, 'patient');
  for (const text of models.flatMap(({ texts }) => [...texts.values()])) {
    for (const { field } of textVariables(text)) if (!wanted.has(field)) wanted.set(field, [SOME_TEXT]);
  }
  const known = [...wanted].filter(([field]) => !dates.has(field));
  const units = unitsIn(conditions, 'patient');
  const asked = candidatesIn(conditions, 'entry');
  const taken = plans.map(({ trigger }) =>
    trigger.on === 'event' && trigger.where ? witnessesOf(trigger.where, 'event') : [],
  );
  const tied = parts.flatMap((part) => part.correlations).filter(({ from }) => from === 'entry');
  const first = wallTime(zone, settings.from).day;

  return (number) => {
    const draw = drawsOf(settings.seed, number);
    const day = first + Math.floor(draw('day') * settings.entryDays);
    const entered = instantOf(zone, { day, time: OPENS + Math.floor((draw('time') * OPEN_FOR) / 1_000) * 1_000 });
    const fields: Data = {};
    for (const [field, values] of known) {
      if (draw(`unknown/${field}`) >= settings.unknownField)
        place(fields, field, pick(values, draw(`field/${field}`)), units.get(field));
    }
    for (const [field, yearly] of dates) {
      if (draw(`unknown/${field}`) < settings.unknownField) continue;
      const share = draw(`field/${field}`);
      const offset = yearly ? -Math.floor(share * YEARS * 365) : DATES.from + Math.floor(share * DATES.days);
      place(fields, field, localDate(day + offset));
    }
    const entry: Data = {};
    for (const { key } of tied) place(entry, key, SOME_KEY);
    for (const [field, values] of asked) {
      // One more choice: the event does not say it.
      const choice = Math.floor(draw(`entry/${field}`) * (values.length + 1));
      if (choice < values.length) place(entry, field, values[choice]);
    }
    for (const [index, pool] of taken.entries()) Object.assign(entry, pick(pool, draw(`taken/${index}`)));
    return { key: `p${number + 1}`, entered, fields, entry, draw };
  };
}

/** The instant so many calendar months after another, at the same time of day, by days of 24 hours. */
export const monthsLater = (from: EpochMs, months: number): EpochMs => {
  const date = new Date(from);
  const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return target + (Math.min(date.getUTCDate(), last) - 1) * DAY + (from % DAY);
};
