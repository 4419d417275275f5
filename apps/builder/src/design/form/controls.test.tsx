// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { NODES, nodeDefinition } from '@suivi/nodes';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setLocale } from '../../words/words.ts';
import { NodeForm } from './node-form.tsx';
import { SuggestionsContext } from './suggestions.ts';

beforeEach(() => setLocale('en'));
afterEach(cleanup);

const KNOWN = {
  variables: ['missed'],
  patientFields: ['age'],
  staffGroups: [{ value: 'nurse', label: 'Nurses' }],
  journeys: ['J6'],
};

/** The form of a node as it is used: what it commits comes back to it. @returns the config as it stands now */
function edit(type: string, start: Record<string, unknown> = {}) {
  const definition = nodeDefinition(type);
  if (!definition) throw new Error(type);
  let now: Record<string, unknown> = { ...definition.initial, ...start };
  function Form({ node }: { node: NonNullable<typeof definition> }) {
    const [config, set] = useState(now);
    return (
      <NodeForm
        id="n"
        node={{ type, version: node.version, config }}
        definition={node}
        diagnostics={[]}
        disabled={false}
        change={(next) => {
          now = next(now);
          set(now);
        }}
      />
    );
  }
  render(
    <MantineProvider>
      <SuggestionsContext value={KNOWN}>
        <Form node={definition} />
      </SuggestionsContext>
    </MantineProvider>,
  );
  return () => now;
}

function type(testId: string, text: string) {
  const input = screen.getByTestId(testId);
  fireEvent.change(input, { target: { value: text } });
  fireEvent.blur(input);
}
const press = (testId: string) => fireEvent.click(screen.getByTestId(testId));
const choose = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });

describe('every control', () => {
  it.each(NODES.map((node) => node.type))('of %s has a name that a screen reader says', (node) => {
    edit(node);
    for (const control of document.querySelectorAll('input:not([type=radio]), select, textarea, button')) {
      const id = control.getAttribute('id');
      const label = id ? document.querySelector(`label[for="${CSS.escape(id)}"]`) : null;
      expect(
        control.getAttribute('aria-label') || label?.textContent || control.textContent,
        control.outerHTML,
      ).toBeTruthy();
    }
  });
});

describe('a deadline', () => {
  it('is a time of a day, typed in any of the usual ways', () => {
    const config = edit('wait-duration');
    press('field-until-kind-inDays');
    choose('field-until-day', '0');
    type('field-until-at', '2200');
    expect(config()).toEqual({ until: { inDays: 0, at: '22:00' } });
    choose('field-until-day', '2');
    type('field-until-days', '14');
    type('field-until-at', '9：5');
    expect(config()).toEqual({ until: { inDays: 14, at: '09:05' } });
    press('field-until-kind-after');
    expect(config()).toEqual({ until: { after: 'P1D' } });
  });

  it('is a work day, a weekday or a day of the month, and keeps its time', () => {
    const config = edit('wait-duration', { until: { inDays: 1, at: '10:00' } });
    choose('field-until-day', 'work');
    type('field-until-days', '3');
    expect(config()).toEqual({ until: { inDays: 3, calendar: 'cn-workdays', at: '10:00' } });
    choose('field-until-day', 'week');
    press('field-until-weekdays-4');
    expect(config()).toEqual({ until: { weekdays: [1, 4], at: '10:00' } });
    choose('field-until-day', 'month');
    type('field-until-month-day', '31');
    expect(config()).toEqual({ until: { monthDay: 31, at: '10:00' } });
    choose('field-until-day', '0');
    expect(config()).toEqual({ until: { inDays: 0, at: '10:00' } });
  });

  it('that may be left out is given and taken away by a button, and survives being typed anew', () => {
    const config = edit('wait-until-true', { timeout: undefined });
    press('field-timeout-give');
    expect(config().timeout).toEqual({ after: 'P1D' });
    type('field-timeout', '');
    expect(config().timeout).toEqual({ after: '' });
    type('field-timeout', '3');
    expect(config().timeout).toEqual({ after: 'P3D' });
    press('field-timeout-without');
    expect(config()).not.toHaveProperty('timeout');
  });
});

describe('fields that are rarely changed', () => {
  it('stay folded away until one of them says something', () => {
    const config = edit('wait-for-event');
    expect(screen.getByTestId('form-more')).not.toHaveProperty('open', true);
    choose('field-hold', 'extend');
    expect(config().hold).toBe('extend');
    expect(screen.getByTestId('form-more')).toHaveProperty('open', true);
  });

  it('say what an event must be about', () => {
    const config = edit('wait-for-event', { event: 'order.refunded' });
    press('field-same-add');
    type('field-same-0-field', 'order');
    choose('field-same-0-from', 'last');
    type('field-same-0-key', 'order');
    expect(config().same).toEqual([{ field: 'order', from: 'last', key: 'order' }]);
  });
});

describe('an offset', () => {
  it('counts months and days on one side of the date', () => {
    const config = edit('wait-until-date', { offset: { days: 0 } });
    press('field-offset-side-after');
    type('field-offset-months', '6');
    type('field-offset', '2');
    expect(config().offset).toEqual({ days: 2, months: 6 });
    press('field-offset-side-before');
    expect(config().offset).toEqual({ days: -2, months: -6 });
    press('field-offset-side-same');
    expect(config().offset).toEqual({ days: 0 });
  });
});

describe('a condition', () => {
  it('is built from a source, a field, a comparison, a value and a unit, and reads as a sentence', () => {
    const config = edit('branch');
    press('field-cases-add');
    type('field-cases-0-label', 'Low');
    press('field-cases-0-if-add');
    type('field-cases-0-if-0-field', 'value');
    choose('field-cases-0-if-0-is', '<');
    type('field-cases-0-if-0-value', '70');
    choose('field-cases-0-if-0-unit', 'mg/dL');
    press('field-cases-0-if-add');
    choose('field-cases-0-if-1-from', 'patient');
    type('field-cases-0-if-1-field', 'insulin');
    choose('field-cases-0-if-1-is', 'yes');
    expect(config().cases).toEqual([
      {
        id: expect.stringMatching(/^\w{8}$/),
        label: { en: 'Low' },
        if: {
          op: 'all',
          of: [
            { op: 'compare', from: 'last', field: 'value', is: '<', value: 70, unit: 'mg/dL' },
            { op: 'compare', from: 'patient', field: 'insulin', is: '=', value: true },
          ],
        },
      },
    ]);
    expect(screen.getByText(/^Reads:/).textContent).toBe(
      'Reads: Last event’s Value < 70 mg/dL and Patient’s insulin = yes',
    );
    press('field-cases-0-if-join-any');
    expect(config().cases).toMatchObject([{ if: { op: 'any' } }]);
    press('field-cases-0-if-1-remove');
    expect(config().cases).toMatchObject([{ if: { op: 'compare', field: 'value' } }]);
  });

  it('has groups inside it, and a value that is missing can be asked for', () => {
    const config = edit('wait-until-true', {
      if: { op: 'compare', from: 'patient', field: 'age', is: '≥', value: 75 },
    });
    press('field-if-add-group');
    type('field-if-1-0-field', 'doctor');
    choose('field-if-1-0-is', 'missing');
    type('field-if-1-1-field', 'hba1c');
    choose('field-if-1-1-is', '>');
    type('field-if-1-1-value', '9');
    choose('field-if-1-1-unit', '%');
    expect(config().if).toEqual({
      op: 'all',
      of: [
        { op: 'compare', from: 'patient', field: 'age', is: '≥', value: 75 },
        {
          op: 'any',
          of: [
            { op: 'not', of: { op: 'known', from: 'last', field: 'doctor' } },
            { op: 'compare', from: 'last', field: 'hba1c', is: '>', value: 9, unit: '%' },
          ],
        },
      ],
    });
  });

  it('of a filter looks at its event alone', () => {
    const config = edit('wait-for-event', { event: 'glucose.measured' });
    press('field-where-add');
    expect(screen.queryByTestId('field-where-0-from')).toBeNull();
    type('field-where-0-field', 'value');
    type('field-where-0-value', '300');
    const units = within(screen.getByTestId('field-where-0-unit')).getAllByRole('option');
    expect(units.map((option) => option.textContent)).toEqual(['Unit', 'mmol/L', 'mg/dL']);
    press('field-where-0-remove');
    expect(config()).not.toHaveProperty('where');
  });
});

describe('a list', () => {
  it('of cases is put into another order by its buttons', () => {
    const config = edit('branch', { cases: ['a', 'b'].map((id) => ({ id, label: { en: id } })) });
    fireEvent.click(screen.getByLabelText('Case 2: move up'));
    expect(config().cases).toMatchObject([{ id: 'b' }, { id: 'a' }]);
    expect(screen.getByLabelText('Case 1: move up')).toHaveProperty('disabled', true);
  });

  it('of outcomes keeps the last one', () => {
    const config = edit('task');
    expect(screen.getByTestId('field-outcomes-0-remove')).toHaveProperty('disabled', true);
    press('field-outcomes-add');
    type('field-outcomes-1-label', 'Needs a doctor');
    press('field-outcomes-0-remove');
    expect(config().outcomes).toEqual([{ id: expect.any(String), label: { en: 'Needs a doctor' } }]);
  });

  it('of arms says the share of each', () => {
    const config = edit('split');
    type('field-arms-0-weight', '150');
    expect([...document.querySelectorAll('.share')].map((share) => share.textContent)).toEqual(['75%', '25%']);
    expect(config().arms).toMatchObject([{ weight: 150 }, { weight: 50 }]);
  });

  it('of assignments sets and counts', () => {
    const config = edit('set-variable');
    press('field-set-add');
    type('field-set-0-variable', 'missed');
    type('field-set-0-value', '2');
    expect(config().set).toEqual([{ variable: 'missed', add: 2 }]);
    choose('field-set-0-deed', 'set');
    type('field-set-0-value', 'high');
    expect(config().set).toEqual([{ variable: 'missed', to: 'high' }]);
    choose('field-set-0-deed', 'yes');
    expect(config().set).toEqual([{ variable: 'missed', to: true }]);
  });
});

describe('a to-do', () => {
  it('is worded in the language of the interface, and keeps that of the other', () => {
    const config = edit('task', { title: { zh: '看血糖' } });
    type('field-title', 'Look at glucose');
    expect(config().title).toEqual({ zh: '看血糖', en: 'Look at glucose' });
    type('field-title', '');
    expect(config().title).toEqual({ zh: '看血糖' });
  });

  it('names a group by its key and shows what it is called', () => {
    const config = edit('task');
    type('field-group', 'nurse');
    expect(config().group).toBe('nurse');
    expect(screen.getByText('Nurses')).toBeTruthy();
  });

  it('is handed on to another group', () => {
    const config = edit('task');
    press('field-escalation-give');
    type('field-escalation-after', '45');
    type('field-escalation-group', 'lead');
    expect(config().escalation).toEqual({ after: 'PT45M', group: 'lead' });
  });
});

it('a date has days before or after it', () => {
  const config = edit('wait-until-date');
  type('field-offset', '7');
  expect(config().offset).toEqual({ days: -7 });
  press('field-offset-side-after');
  expect(config().offset).toEqual({ days: 7 });
  press('field-offset-side-same');
  expect(config().offset).toEqual({ days: 0 });
});

it('a field of the patient is set to a value, yes, no, or emptied', () => {
  const config = edit('set-field');
  type('field-to', '"48"');
  expect(config().to).toBe('48');
  press('field-to-kind-empty');
  expect(config().to).toBeNull();
  press('field-to-kind-yes');
  expect(config().to).toBe(true);
});
