/** What of the engine is mutated, by what it is about. `npm run prove -- mutants GROUP` takes one group alone. */
export const MUTANT_GROUPS: Readonly<Record<string, readonly string[]>> = {
  advance: [
    'advance',
    'settle',
    'walk',
    'steps',
    'apply-event',
    'rules',
    'command',
    'stops',
    'stop-run',
    'tracks',
    'tell-wait',
    'ground',
    'kept',
    'finish',
    'effects',
    'standing',
    'arm',
    'running',
  ],
  time: [
    'wait',
    'wait-for-time',
    'deadline',
    'local-time',
    'calendar',
    'calendar-date',
    'next-day',
    'window',
    'patient-date',
  ],
  conditions: ['condition', 'quantity', 'match', 'needs-facts', 'event-fields'],
};

/** Files without meaning of their own: types and names, and what older states and fixtures are read by. */
export const NOT_MUTATED: readonly string[] = ['index', 'names', 'state', 'upcast', 'simulate', 'play-fixture'];

/** The files of these groups; `what` may also name single files. All of them when nothing is named. */
export function filesToMutate(what: readonly string[]): string[] {
  const all = Object.values(MUTANT_GROUPS).flat();
  const wanted = what.flatMap((name) => MUTANT_GROUPS[name] ?? (all.includes(name) ? [name] : []));
  if (wanted.length < what.length) {
    throw new Error(`a group (${Object.keys(MUTANT_GROUPS).join(', ')}) or a file of one, not: ${what.join(' ')}`);
  }
  return what.length === 0 ? all : [...new Set(wanted)];
}
