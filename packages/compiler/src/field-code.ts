import { type Control, type FieldMeta, LOCAL_TIME } from '@suivi/nodes';
import type { DiagnosticCode, DiagnosticParams } from '@suivi/schema';

export interface FieldIssue {
  code: DiagnosticCode;
  params: DiagnosticParams;
}

/** Controls that hold a list: what is wrong is one item, and its number says which. */
const LISTS: readonly Control[] = ['cases', 'outcomes', 'assignments', 'arms'];

/** What is wrong with a field whose value its schema refuses, as narrowly as the control allows to say. */
export function fieldIssue(form: FieldMeta | undefined, value: unknown, path: readonly PropertyKey[]): FieldIssue {
  const plain = (code: DiagnosticCode): FieldIssue => ({ code, params: {} });
  const control = form?.control;
  if (control === 'staff-group' && isEmpty(value)) return plain('STAFF_GROUP_EMPTY');
  if (control === 'escalation' && path[1] === 'group') return plain('STAFF_GROUP_EMPTY');
  if (isEmpty(value)) return plain('FIELD_MISSING');
  const item = path[1];
  if (control && LISTS.includes(control) && typeof item === 'number') {
    const code = path[2] === 'weight' ? 'SPLIT_WEIGHTS' : 'LIST_ITEM_INCOMPLETE';
    return { code, params: { number: item + 1 } };
  }
  // A condition that fails its schema has nothing in it: no rows, no field, or no value to compare with.
  if (control === 'condition') return plain('FILTER_EMPTY');
  if (control === 'local-time' || (control === 'deadline' && hasBadTime(value))) return plain('LOCAL_TIME_MALFORMED');
  return plain('FIELD_INVALID');
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

function hasBadTime(value: unknown): boolean {
  const at = (value as { at?: unknown } | null)?.at;
  return at !== undefined && !(typeof at === 'string' && LOCAL_TIME.test(at));
}
