import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { LengthInput } from './length-input.tsx';
import { StaffGroupInput } from './name-controls.tsx';

/** To whom a to-do goes on, and when. */
export function EscalationControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  const given = typeof value === 'object' && value !== null ? (value as { after?: unknown; group?: unknown }) : {};
  const testId = `field-${field.name}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label is above it already
    <div role="group" aria-labelledby={`${id}-label`} className="escalation">
      <span className="mid">{say('field.escalateAfter')}</span>
      <LengthInput
        id={`${id}-after`}
        testId={`${testId}-after`}
        label={say('field.escalateAfter')}
        value={given.after}
        disabled={disabled}
        invalid={false}
        commit={(after) => commit({ ...given, after: after ?? '' })}
      />
      <span className="mid">{say('field.escalateTo')}</span>
      <StaffGroupInput
        id={id}
        label={say('field.escalateTo')}
        value={given.group}
        disabled={disabled}
        invalid={invalid}
        testId={`${testId}-group`}
        commit={(group) => commit({ ...given, group })}
      />
    </div>
  );
}
