import { ActionIcon, Button } from '@mantine/core';
import type { Control, NodeDefinition } from '@suivi/nodes';
import { type Diagnostic, diagnosticSentence, type JourneyNode } from '@suivi/schema';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useLocale, useSay } from '../../words/words.ts';
import { AssignmentsControl } from './assignments-control.tsx';
import { ChoiceControl, EventTypeControl, SwitchControl } from './choice-controls.tsx';
import { ConditionControl } from './condition-control.tsx';
import type { ControlProps } from './control-props.ts';
import { CorrelationsControl } from './correlations-control.tsx';
import { DeadlineControl, DurationControl } from './duration-controls.tsx';
import { EscalationControl } from './escalation-control.tsx';
import { type FormField, formFields, visibleFields, withField } from './form-fields.ts';
import { ArmsControl, CasesControl, OutcomesControl } from './list-controls.tsx';
import {
  FieldValueControl,
  JourneyControl,
  LocalTextControl,
  NumberControl,
  PatientFieldControl,
  StaffGroupControl,
} from './name-controls.tsx';
import { FieldPathControl, MultilineControl, TextControl } from './text-controls.tsx';
import { DayOffsetControl, LocalTimeControl } from './time-controls.tsx';
import { WeekdaysControl } from './weekdays-control.tsx';

/** One component per control and none per node type: a new node needs no code here. */
const CONTROLS: Record<Control, ComponentType<ControlProps>> = {
  text: TextControl,
  multiline: MultilineControl,
  duration: DurationControl,
  'event-type': EventTypeControl,
  condition: ConditionControl,
  choice: ChoiceControl,
  deadline: DeadlineControl,
  switch: SwitchControl,
  'field-path': FieldPathControl,
  number: NumberControl,
  'local-time': LocalTimeControl,
  'local-text': LocalTextControl,
  'day-offset': DayOffsetControl,
  'staff-group': StaffGroupControl,
  'patient-field': PatientFieldControl,
  'field-value': FieldValueControl,
  escalation: EscalationControl,
  outcomes: OutcomesControl,
  cases: CasesControl,
  assignments: AssignmentsControl,
  arms: ArmsControl,
  weekdays: WeekdaysControl,
  journey: JourneyControl,
  correlations: CorrelationsControl,
};

/** What an optional field begins with when somebody asks for it. */
const STARTS: Partial<Record<Control, unknown>> = {
  duration: 'P1D',
  deadline: { after: 'P1D' },
  escalation: { after: 'PT30M', group: '' },
  weekdays: [1, 2, 3, 4, 5],
};

interface Props {
  id: string;
  node: JourneyNode;
  definition: NodeDefinition;
  diagnostics: readonly Diagnostic[];
  disabled: boolean;
  /** Gets the newest config and gives the next: two fields may commit in one pause. */
  change(next: (config: Record<string, unknown>) => Record<string, unknown>): void;
}

/** The fields of a node; those that are rarely changed stay folded away until one of them says something. */
export function NodeForm(props: Props) {
  const say = useSay();
  const { node, definition, diagnostics } = props;
  const config = definition.upgrade(node.config, node.version);
  const fields = visibleFields(formFields(definition), config);
  const rare = fields.filter(({ meta }) => meta.advanced);
  const said = rare.some(({ name, fallback }) => {
    const own = diagnostics.some((d) => d.field === name || d.field?.startsWith(`${name}.`));
    return own || (config[name] !== undefined && config[name] !== fallback);
  });
  return (
    <>
      {fields
        .filter(({ meta }) => !meta.advanced)
        .map((field) => (
          <Field key={field.name} {...props} field={field} config={config} />
        ))}
      {rare.length > 0 && (
        <details className="more" open={said} data-testid="form-more">
          <summary>{say('field.more')}</summary>
          {rare.map((field) => (
            <Field key={field.name} {...props} field={field} config={config} />
          ))}
        </details>
      )}
    </>
  );
}

interface FieldProps extends Props {
  field: FormField;
  config: Record<string, unknown>;
}

function Field({ id, definition, diagnostics, disabled, change, field, config }: FieldProps) {
  const say = useSay();
  const locale = useLocale();
  const Control = CONTROLS[field.meta.control];
  const fieldId = `${id}-${field.name}`;
  const own = diagnostics.filter((d) => d.field === field.name || d.field?.startsWith(`${field.name}.`));
  const worst = own.find((d) => d.severity === 'error') ?? own[0];
  const label = definition.word(locale, field.meta.label ?? `field.${field.name}`);
  const value = config[field.name] ?? field.fallback;
  const commit = (next: unknown) => change((current) => withField(current, field.name, next));
  const start = field.meta.optional ? STARTS[field.meta.control] : undefined;
  return (
    <div className="fld" data-field={field.name}>
      <div className="labrow">
        <label className="lab" id={`${fieldId}-label`} htmlFor={fieldId}>
          {label}
        </label>
        {start !== undefined && value !== undefined && (
          <ActionIcon
            aria-label={say('field.without', { field: label })}
            disabled={disabled}
            data-testid={`field-${field.name}-without`}
            onClick={() => commit(undefined)}
          >
            <IconX className="i s" aria-hidden />
          </ActionIcon>
        )}
      </div>
      {start !== undefined && value === undefined ? (
        <Button
          id={fieldId}
          variant="subtle"
          className="give"
          leftSection={<IconPlus className="i s" aria-hidden />}
          disabled={disabled}
          data-testid={`field-${field.name}-give`}
          onClick={() => commit(start)}
        >
          {say('field.give')}
        </Button>
      ) : (
        <Control
          id={fieldId}
          field={field}
          definition={definition}
          config={config}
          value={value}
          disabled={disabled}
          invalid={worst?.severity === 'error'}
          commit={commit}
        />
      )}
      {worst && (
        <p className={worst.severity === 'error' ? 'fielderr' : 'fielderr warn'} role="status">
          {diagnosticSentence(worst).says[locale]}
          <span className="mute"> {say('problems.fix', { fix: diagnosticSentence(worst).fix[locale] })}</span>
        </p>
      )}
    </div>
  );
}
