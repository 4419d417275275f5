/**
 * The work days of mainland China as the State Council announced them (holidays-cn/README.md). Beside the language, not in
 * it: whoever runs journeys seeds their calendars from it and adds the years to come. A year that is not in it is unknown.
 */
import { calendarYear } from './calendar-year.ts';
import data from './holidays-cn/days.json' with { type: 'json' };
import type { CalendarYear } from './plan.ts';

export const CN_WORKDAYS = 'cn-workdays';

const days = data.years.flatMap((notice) => notice.days);

/** Every year that has been announced, in order. */
export const cnWorkdays: readonly CalendarYear[] = data.years.map(({ year }) => calendarYear(CN_WORKDAYS, year, days));
