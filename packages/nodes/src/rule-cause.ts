/** What fires a rule for the whole journey: an event, or a condition over the patient's record. */
import {
  type Condition,
  type Correlation,
  type EventMatch,
  eventLabel,
  type Locale,
  type Requirement,
} from '@suivi/schema';
import { conditionFields } from './condition-fields.ts';
import { conditionWords } from './condition-words.ts';
import type { NodeFinding } from './define-node.ts';
import { choice, conditionField, conditionWhen, eventTypeWhen, RULE_SOURCES } from './form-field.ts';
import { correlationsWhen } from './form-lists.ts';

const BY_EVENT = { field: 'on', is: 'event' };
const BY_CONDITION = { field: 'on', is: 'condition' };

export const causeFields = () => ({
  on: choice(['event', 'condition']).default('event'),
  event: eventTypeWhen(BY_EVENT),
  where: conditionField(BY_EVENT),
  same: correlationsWhen(BY_EVENT),
  if: conditionWhen(RULE_SOURCES, BY_CONDITION),
});

export interface Cause {
  on: 'event' | 'condition';
  event?: string | undefined;
  where?: Condition | undefined;
  same?: Correlation[] | undefined;
  if?: Condition | undefined;
}

export function lowerCause(cause: Cause): { on?: EventMatch; when?: Condition } {
  if (cause.on === 'condition') return cause.if ? { when: cause.if } : {};
  const { event, where, same } = cause;
  return event ? { on: { type: event, ...(where ? { where } : {}), ...(same ? { same } : {}) } } : {};
}

/** A rule that nothing fires would look like protection and be none. */
export function causeFindings(cause: Cause): NodeFinding[] {
  const { on, when } = lowerCause(cause);
  // A rule has no track of its own yet, so no wait of it has ended.
  const source = { zh: '刚等到的', en: 'what was just waited for' };
  if (on?.same?.some(({ from }) => from === 'last'))
    return [{ code: 'CONDITION_SOURCE', severity: 'error', params: { source }, field: 'same' }];
  if (on || when) return [];
  const field = cause.on === 'event' ? 'event' : 'if';
  return [{ code: 'RULE_WITHOUT_CAUSE', severity: 'error', params: {}, field }];
}

export const causeNeeds = (cause: Cause): Partial<Requirement> =>
  cause.on === 'condition' && cause.if ? { fields: conditionFields(cause.if) } : {};

/** "停药 · 由谁 = 医生" */
export function causeWords(cause: Cause, locale: Locale): string {
  if (cause.on === 'condition') return cause.if ? conditionWords(cause.if, '', locale) : '';
  if (!cause.event) return '';
  const event = eventLabel(cause.event)[locale];
  return cause.where ? `${event} · ${conditionWords(cause.where, cause.event, locale)}` : event;
}
