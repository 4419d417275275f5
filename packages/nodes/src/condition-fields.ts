import { type Condition, leavesOf, type Requirement } from '@suivi/schema';

type Field = Requirement['fields'][number];

const TYPES = { number: 'number', string: 'text', boolean: 'yes-no' } as const;

/** The patient's fields that a condition looks at, with what it takes them for. "Has a value" takes any. */
export function conditionFields(condition: Condition): Field[] {
  return leavesOf(condition).flatMap((leaf): Field[] => {
    if (leaf.from !== 'patient') return [];
    const key = leaf.field.split('.')[0] ?? leaf.field;
    if (leaf.op === 'known') return [{ key, type: 'any' }];
    const type = TYPES[typeof leaf.value as keyof typeof TYPES];
    return [{ key, type, ...(leaf.unit ? { unit: leaf.unit } : {}) }];
  });
}
