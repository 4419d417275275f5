import { ConditionEditor } from './condition-editor.tsx';
import type { ControlProps } from './control-props.ts';

/** A condition that is the whole value of a field: a filter on an event, or what a wait or rule looks at. */
export function ConditionControl({ id, field, config, value, disabled, commit }: ControlProps) {
  const sources = field.meta.sources ?? ['event'];
  const event = sources.includes('event') && typeof config.event === 'string' ? config.event : '';
  return (
    <ConditionEditor
      id={id}
      value={value}
      sources={sources}
      event={event}
      testId={`field-${field.name}`}
      disabled={disabled}
      change={commit}
    />
  );
}
