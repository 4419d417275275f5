import { DAY, HOUR, MINUTE, type Millis } from '@suivi/schema';
import type { Quantiles } from './draws.ts';

/** How often something happens where it is waited for, and how long after the wait began, whatever its end. */
export interface Habit {
  chance: number;
  delay: Quantiles;
}

export interface Habits {
  /** By type of event: what patients and other systems do while a step waits for it. */
  events: Record<string, Habit>;
  /** Types of event that are not named above. */
  otherEvents: Habit;
  /** A condition of the patient's fields that a step waits for becomes true. */
  conditions: Habit;
  /** A to-do is closed; its outcome is any of those on offer. */
  todos: Habit;
  /** A journey that was called ends. */
  calledJourneys: Habit;
  /** An activity does not end as usual but in another way that the journey has a port for. */
  otherOutcome: number;
  /** What a rule listens for happens once to a patient, at any time of this long after the entry. */
  rules: { exits: number; goals: number; guards: number; within: Millis };
  /** A field that the journey looks at is not known. */
  unknownField: number;
}

/** What takes days: a way to the pharmacy, a visit, a value that gets better. */
const DAYS: Quantiles = [
  [0, HOUR],
  [0.5, 2 * DAY],
  [0.9, 7 * DAY],
  [1, 21 * DAY],
];

/** The habits that a rehearsal assumes: plausible and not measured. An organization that has numbers gives its own. */
export const HABITS: Habits = {
  events: {
    'message.received': {
      chance: 0.6,
      delay: [
        [0, MINUTE],
        [0.25, 20 * MINUTE],
        [0.5, 2 * HOUR],
        [0.9, 20 * HOUR],
        [1, 3 * DAY],
      ],
    },
    'form.submitted': {
      chance: 0.5,
      delay: [
        [0, 2 * MINUTE],
        [0.5, 4 * HOUR],
        [0.9, DAY],
        [1, 5 * DAY],
      ],
    },
    'dispense.recorded': { chance: 0.7, delay: DAYS },
    'visit.completed': { chance: 0.75, delay: DAYS },
    'lab.reported': { chance: 0.75, delay: DAYS },
  },
  otherEvents: { chance: 0.5, delay: DAYS },
  conditions: { chance: 0.5, delay: DAYS },
  todos: {
    chance: 0.95,
    delay: [
      [0, 5 * MINUTE],
      [0.5, 3 * HOUR],
      [0.9, DAY],
      [1, 3 * DAY],
    ],
  },
  calledJourneys: {
    chance: 0.9,
    delay: [
      [0, HOUR],
      [0.5, 2 * DAY],
      [1, 14 * DAY],
    ],
  },
  otherOutcome: 0.03,
  rules: { exits: 0.03, goals: 0.4, guards: 0.05, within: 60 * DAY },
  unknownField: 0.05,
};
