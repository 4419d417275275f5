export { conditionWords } from './condition-words.ts';
export type {
  Category,
  LoweringSelf,
  NodeDefinition,
  NodeFinding,
  PatientText,
  Port,
  Shape,
} from './define-node.ts';
export { defineNode } from './define-node.ts';
export { durationWords, lengthWords } from './duration-words.ts';
export { type Control, configField, type FieldMeta, formField } from './form-field.ts';
export { NODES, nodeDefinition } from './registry.ts';
