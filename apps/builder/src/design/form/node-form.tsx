import type { Control, NodeDefinition } from '@suivi/nodes';
import { type Diagnostic, diagnosticSentence, type JourneyNode } from '@suivi/schema';
import type { ComponentType } from 'react';
import { useLocale, useSay } from '../../words/words.ts';
import { ChoiceControl, EventTypeControl, SwitchControl } from './choice-controls.tsx';
import { ConditionControl } from './condition-control.tsx';
import type { ControlProps } from './control-props.ts';
import { DeadlineControl, DurationControl } from './duration-controls.tsx';
import { formFields, visibleFields, withField } from './form-fields.ts';
import { FieldPathControl, MultilineControl, TextControl } from './text-controls.tsx';

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

export function NodeForm({ id, node, definition, diagnostics, disabled, change }: Props) {
  const say = useSay();
  const locale = useLocale();
  const config = definition.upgrade(node.config, node.version);
  return visibleFields(formFields(definition), config).map((field) => {
    const Control = CONTROLS[field.meta.control];
    const fieldId = `${id}-${field.name}`;
    const own = diagnostics.filter((d) => d.field === field.name || d.field?.startsWith(`${field.name}.`));
    const worst = own.find((d) => d.severity === 'error') ?? own[0];
    return (
      <div key={field.name} className="fld" data-field={field.name}>
        <label className="lab" htmlFor={fieldId}>
          {definition.word(locale, field.meta.label ?? `field.${field.name}`)}
        </label>
        <Control
          id={fieldId}
          field={field}
          definition={definition}
          config={config}
          value={config[field.name] ?? field.fallback}
          disabled={disabled}
          invalid={worst?.severity === 'error'}
          commit={(value) => change((current) => withField(current, field.name, value))}
        />
        {worst && (
          <p className={worst.severity === 'error' ? 'fielderr' : 'fielderr warn'} role="status">
            {diagnosticSentence(worst).says[locale]}
            <span className="mute"> {say('problems.fix', { fix: diagnosticSentence(worst).fix[locale] })}</span>
          </p>
        )}
      </div>
    );
  });
}
