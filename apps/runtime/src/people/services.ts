import type { OlderVersions, PeoplePage, WhyView } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';
import type { PeopleInput } from './people-statement.ts';

/** What People mode reads beside the live stream. */
export interface PeopleModeServices {
  peopleAt(caller: Caller, input: PeopleInput): Promise<PeoplePage>;
  why(caller: Caller, input: { run: string; node: string }): Promise<WhyView>;
  olderVersions(caller: Caller, input: { journey: string; version?: string | undefined }): Promise<OlderVersions>;
}
