import { NativeSelect } from '@mantine/core';
import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { TimeInput } from './time-controls.tsx';
import { NumberInput } from './value-inputs.tsx';
import { Weekdays } from './weekdays-control.tsx';

type Given = { inDays?: unknown; at?: unknown; calendar?: unknown; weekdays?: unknown; monthDay?: unknown };

interface Props extends Pick<ControlProps, 'id' | 'disabled' | 'invalid' | 'commit'> {
  testId: string;
  given: Given;
}

const WAYS = ['0', '1', '2', 'work', 'week', 'month'] as const;
/** Which day it is: 0 and 1 days on, more days, work days, the next weekday or the next day of a month. */
type Way = (typeof WAYS)[number];

/** What each way begins with when it is chosen. */
const BEGINS: Record<Way, Given> = {
  '0': { inDays: 0 },
  '1': { inDays: 1 },
  '2': { inDays: 2 },
  work: { inDays: 1, calendar: 'cn-workdays' },
  week: { weekdays: [1] },
  month: { monthDay: 1 },
};

function wayOf({ inDays, calendar, weekdays, monthDay }: Given): Way {
  if (weekdays !== undefined) return 'week';
  if (monthDay !== undefined) return 'month';
  if (calendar !== undefined) return 'work';
  return inDays === 0 ? '0' : inDays === 1 ? '1' : '2';
}

/** A local time of some day after the arrival. */
export function DayAndTime({ id, testId, given, disabled, invalid, commit }: Props) {
  const say = useSay();
  const way = wayOf(given);
  const put = (change: Given) => commit({ ...given, ...change });
  const counted = way === '2' || way === 'work';
  return (
    <>
      <div className={counted || way === 'month' ? 'dayat count' : 'dayat'}>
        <NativeSelect
          id={id}
          aria-label={say('field.day')}
          data={WAYS.map((value) => ({ value, label: say(`day.${value}`) }))}
          value={way}
          disabled={disabled}
          data-testid={`${testId}-day`}
          onChange={(event) => commit({ ...BEGINS[event.currentTarget.value as Way], at: given.at ?? '' })}
        />
        {counted && (
          <NumberInput
            label={say('field.days')}
            value={given.inDays}
            disabled={disabled}
            testId={`${testId}-days`}
            commit={(inDays) => put({ inDays })}
          />
        )}
        {way === 'month' && (
          <NumberInput
            label={say('field.monthDay')}
            value={given.monthDay}
            disabled={disabled}
            testId={`${testId}-month-day`}
            commit={(monthDay) => put({ monthDay })}
          />
        )}
        <TimeInput
          label={say('field.localTime')}
          value={given.at}
          disabled={disabled}
          invalid={invalid}
          testId={`${testId}-at`}
          commit={(at) => put({ ...(way === '0' ? { inDays: 0 } : {}), at })}
        />
      </div>
      {way === 'week' && (
        <Weekdays
          labelledBy={`${id}-label`}
          value={given.weekdays}
          disabled={disabled}
          testId={`${testId}-weekdays`}
          commit={(weekdays) => put({ weekdays: weekdays ?? [] })}
        />
      )}
      <p className="hint">{say(`dayHint.${HINTS[way]}`)}</p>
    </>
  );
}

const HINTS = { '0': 'plain', '1': 'plain', '2': 'plain', work: 'work', week: 'next', month: 'month' } as const;
