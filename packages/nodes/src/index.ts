export { conditionWords, valueWords } from './condition-words.ts';
export { amidHan } from './deadline.ts';
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
export { fieldLabel, fieldWords, plainWords } from './field-words.ts';
export {
  type Control,
  choice,
  configField,
  configFields,
  duration,
  type FieldMeta,
  formField,
  LOCAL_TIME,
  RULE_SOURCES,
  STEP_SOURCES,
  shortText,
} from './form-field.ts';
export { fitsManifest, manifestOf } from './manifest.ts';
export type { NodePack } from './pack.ts';
export { allNodes, configOf, NODES, nodeDefinition, registerPack } from './registry.ts';
export { tagField } from './tag/definition.ts';
export { weekdayName, weekdayWords } from './weekday-words.ts';
