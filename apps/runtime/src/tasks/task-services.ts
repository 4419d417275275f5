import type { EpochMs, LocalText, MessageDecided, StaffGroup, StaffPerson, TaskClosed, WorkList } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { closeTask } from './close-task.ts';
import { confirmMessage, declineMessage } from './confirm-message.ts';
import { listWork, type WorkQuery } from './list-work.ts';
import { listStaff, listStaffGroups, saveStaffGroup, setGroupMembers } from './staff-groups.ts';

/** To-dos, messages that a person sends, and the staff groups they belong to. */
export interface TaskServices {
  listWork(caller: Caller, query: WorkQuery): Promise<WorkList>;
  closeTask(caller: Caller, input: { task: string; outcome: string; note: string }): Promise<TaskClosed>;
  confirmMessage(caller: Caller, key: string): Promise<MessageDecided>;
  declineMessage(caller: Caller, input: { key: string; reason: string }): Promise<MessageDecided>;
  listStaffGroups(caller: Caller): Promise<StaffGroup[]>;
  listStaff(caller: Caller): Promise<StaffPerson[]>;
  saveStaffGroup(caller: Caller, input: { key: string; label: LocalText }): Promise<void>;
  setGroupMembers(caller: Caller, input: { group: string; members: string[] }): Promise<void>;
}

type InOrganization = <T>(caller: Caller, work: (tx: PoolClient) => Promise<T>) => Promise<T>;

export function taskServices(as: InOrganization, now: () => EpochMs): TaskServices {
  return {
    listWork: (caller, query) => as(caller, (tx) => listWork(tx, caller, query, now())),
    closeTask: (caller, input) => as(caller, (tx) => closeTask(tx, caller, input, now())),
    confirmMessage: (caller, key) => as(caller, (tx) => confirmMessage(tx, caller, key)),
    declineMessage: (caller, input) => as(caller, (tx) => declineMessage(tx, caller, input)),
    listStaffGroups: (caller) => as(caller, (tx) => listStaffGroups(tx)),
    listStaff: (caller) => as(caller, (tx) => listStaff(tx, caller)),
    saveStaffGroup: (caller, input) => as(caller, (tx) => saveStaffGroup(tx, caller, input)),
    setGroupMembers: (caller, input) => as(caller, (tx) => setGroupMembers(tx, caller, input)),
  };
}
