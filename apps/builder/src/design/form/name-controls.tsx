import { useSay } from '../../words/words.ts';
import type { ControlProps } from './control-props.ts';
import { LocalTextInput } from './local-text-input.tsx';
import { Segmented } from './segmented.tsx';
import { SuggestedInput } from './suggested-input.tsx';
import { useSuggestions } from './suggestions.ts';
import { NumberInput, ValueText } from './value-inputs.tsx';

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

interface GroupProps {
  id: string;
  label?: string;
  value: unknown;
  placeholder?: string;
  disabled: boolean;
  invalid: boolean;
  testId: string;
  commit(text: string): void;
}

/** A staff group by its key, with those of the organization to pick from. */
export function StaffGroupInput({ value, placeholder, ...rest }: GroupProps) {
  const say = useSay();
  const { staffGroups } = useSuggestions();
  const known = staffGroups.find((group) => group.value === value);
  return (
    <div className="named">
      <SuggestedInput
        {...rest}
        value={asText(value)}
        suggestions={staffGroups}
        placeholder={placeholder ?? say('field.groupKey')}
      />
      {known?.label && known.label !== known.value && <span className="hint">{known.label}</span>}
    </div>
  );
}

export function StaffGroupControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  return (
    <StaffGroupInput
      id={id}
      value={value}
      {...(field.meta.optional ? { placeholder: say('field.groupOptional') } : {})}
      disabled={disabled}
      invalid={invalid}
      testId={`field-${field.name}`}
      commit={(text) => commit(text === '' ? undefined : text)}
    />
  );
}

export function PatientFieldControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  const { patientFields } = useSuggestions();
  return (
    <SuggestedInput
      id={id}
      value={asText(value)}
      suggestions={patientFields.map((key) => ({ value: key }))}
      placeholder={say('field.patientKey')}
      disabled={disabled}
      invalid={invalid}
      testId={`field-${field.name}`}
      commit={(text) => commit(text === '' ? undefined : text)}
    />
  );
}

/** Another journey, by its name; publishing looks up which one that is. */
export function JourneyControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  const say = useSay();
  const { journeys } = useSuggestions();
  return (
    <SuggestedInput
      id={id}
      value={asText(value)}
      suggestions={journeys.map((title) => ({ value: title }))}
      placeholder={say('field.journeyName')}
      disabled={disabled}
      invalid={invalid}
      testId={`field-${field.name}`}
      commit={(text) => commit(text === '' ? undefined : text)}
    />
  );
}

export function LocalTextControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  return (
    <LocalTextInput
      id={id}
      value={value}
      multiline={field.meta.multiline ?? false}
      disabled={disabled}
      invalid={invalid}
      testId={`field-${field.name}`}
      commit={commit}
    />
  );
}

export function NumberControl({ id, field, value, disabled, invalid, commit }: ControlProps) {
  return (
    <NumberInput
      id={id}
      value={value}
      disabled={disabled}
      invalid={invalid}
      testId={`field-${field.name}`}
      commit={(number) => commit(number === '' ? undefined : number)}
    />
  );
}

type Kind = 'value' | 'yes' | 'no' | 'empty';

/** What a field of the patient is set to. */
export function FieldValueControl({ id, field, value, disabled, commit }: ControlProps) {
  const say = useSay();
  const kind: Kind = value === null ? 'empty' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : 'value';
  const testId = `field-${field.name}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label is above it already
    <div role="group" aria-labelledby={`${id}-label`} className="deadline">
      <Segmented<Kind>
        name={`${id}-kind`}
        label={say('field.valueKind')}
        value={kind}
        disabled={disabled}
        testId={`${testId}-kind`}
        options={(['value', 'yes', 'no', 'empty'] as const).map((each) => ({
          value: each,
          label: say(`value.${each}`),
        }))}
        onChange={(next) => commit(next === 'empty' ? null : next === 'value' ? undefined : next === 'yes')}
      />
      {kind === 'value' && (
        <ValueText
          id={id}
          value={value}
          disabled={disabled}
          testId={testId}
          commit={(text) => commit(text === '' ? undefined : text)}
        />
      )}
    </div>
  );
}
