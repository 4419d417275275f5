import { Cohort } from './cohort.tsx';
import { Legend } from './legend.tsx';
import { PeopleCursor } from './people-cursor.tsx';
import { PickingNote } from './picking-note.tsx';
import { usePeopleKeys } from './use-people-keys.ts';

/** What floats over the canvas in People mode. */
export function PeopleOverCanvas() {
  usePeopleKeys();
  return (
    <>
      <PeopleCursor />
      <div className="peopleleft">
        <Cohort />
        <Legend />
      </div>
      <PickingNote />
    </>
  );
}
