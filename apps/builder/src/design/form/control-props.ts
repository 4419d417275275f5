import type { NodeDefinition } from '@suivi/nodes';
import type { FormField } from './form-fields.ts';

/** What every control gets. A draft may hold anything, so `value` is unknown and each control reads what it can. */
export interface ControlProps {
  id: string;
  field: FormField;
  definition: NodeDefinition;
  /** The whole config: a field path offers the fields of the event chosen beside it. */
  config: Record<string, unknown>;
  value: unknown;
  disabled: boolean;
  invalid: boolean;
  commit(value: unknown): void;
}
