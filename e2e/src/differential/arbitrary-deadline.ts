import fc from 'fast-check';

export const localTime = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('00:00', '00:30', '01:59', '02:00', '02:30', '03:00', '09:00', '23:59') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
  },
);
const calendar = fc.constant('cn-workdays');
const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1, maxLength: 4 });
/** On which days a window opens: no make-up day need fall on a given weekday for years, so it is one or the other. */
export const openDays = fc.oneof(fc.constant({}), fc.record({ weekdays }), fc.record({ calendar }));
const QUICK = ['PT1M', 'PT2M', 'PT10M', 'PT30M'];
const LONG = ['PT1H', 'PT90M', 'P1D', 'PT25H', 'P2D', 'P3D', 'P7D'];
export const deadline = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LONG, ...QUICK).map((after) => ({ after })) },
  { weight: 1, arbitrary: fc.constantFrom('PT30M', 'P1D', 'P3D', 'P10D').map((sinceEntry) => ({ sinceEntry })) },
  { weight: 4, arbitrary: fc.record({ inDays: fc.constantFrom(0, 1, 2, 3, 7), at: localTime }) },
  { weight: 1, arbitrary: fc.record({ inDays: fc.constantFrom(0, 1, 2, 5), at: localTime, calendar }) },
  { weight: 1, arbitrary: fc.record({ weekdays, at: localTime }) },
  { weight: 1, arbitrary: fc.record({ monthDay: fc.constantFrom(1, 15, 29, 30, 31), at: localTime }) },
);
/** Whether a wait that ends like this lets enough time pass to lead back: nobody goes round every minute for weeks. */
export const isLong = (value: unknown): boolean => {
  const { after, inDays } = value as { after?: string; inDays?: number };
  return (after !== undefined && LONG.includes(after)) || (inDays !== undefined && inDays > 0);
};
