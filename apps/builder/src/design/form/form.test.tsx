// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { compile } from '@suivi/compiler';
import { NODES, nodeDefinition } from '@suivi/nodes';
import type { JourneyNode } from '@suivi/schema';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleJourney } from '../../graph/test-journey.ts';
import { fromDuration, toDuration } from './duration-text.ts';
import { formFields, visibleFields, withField } from './form-fields.ts';
import { NodeForm } from './node-form.tsx';

afterEach(cleanup);

const definitionOf = (type: string) => {
  const definition = nodeDefinition(type);
  if (!definition) throw new Error(type);
  return definition;
};

function show(node: JourneyNode) {
  const changes: Record<string, unknown>[] = [];
  let config = node.config;
  const doc = { ...sampleJourney(), nodes: { n: node }, wires: {} };
  render(
    <MantineProvider>
      <NodeForm
        id="n"
        node={node}
        definition={definitionOf(node.type)}
        diagnostics={compile(doc).diagnostics.filter((diagnostic) => diagnostic.node === 'n')}
        disabled={false}
        change={(next) => {
          config = next(config);
          changes.push(config);
        }}
      />
    </MantineProvider>,
  );
  return changes;
}

describe('the form from a schema', () => {
  it('has a control for every field of every node', () => {
    for (const node of NODES) {
      const { shape } = node.config.def as { shape?: Record<string, unknown> };
      expect(
        formFields(node).map((field) => field.name),
        node.type,
      ).toEqual(Object.keys(shape ?? {}));
    }
  });

  it('shows a conditional field only while the other field asks for it', () => {
    const fields = formFields(definitionOf('trigger-event'));
    const names = (config: Record<string, unknown>) => visibleFields(fields, config).map((field) => field.name);
    expect(names({ reentry: 'never' })).not.toContain('key');
    expect(names({ reentry: 'per-key' })).toContain('key');
  });

  it('removes a field that is emptied, because JSON cannot say "not given"', () => {
    expect(withField({ text: 'a', class: 'service' }, 'text', undefined)).toEqual({ class: 'service' });
  });

  it('says at the field what is wrong with it', () => {
    show({ type: 'message', version: 1, config: {} });
    const field = document.querySelector('[data-field=text]');
    expect(field?.querySelector('.fielderr')?.textContent).toBeTruthy();
  });

  it('counts a message in UTF-8 bytes, as the channel does', () => {
    show({ type: 'message', version: 1, config: { text: '您好😊' } });
    expect(document.querySelector('.bytes')?.textContent).toContain('10 / 2,048');
  });

  it('commits typed text on blur as one change', () => {
    const changes = show({ type: 'message', version: 1, config: { text: 'a' } });
    const text = screen.getByTestId('field-text');
    fireEvent.change(text, { target: { value: 'ab' } });
    fireEvent.change(text, { target: { value: 'abc' } });
    expect(changes).toEqual([]);
    fireEvent.blur(text);
    expect(changes).toEqual([{ text: 'abc' }]);
  });

  it('keeps the length of a deadline when it is counted from elsewhere', () => {
    const changes = show({
      type: 'wait-for-event',
      version: 1,
      config: { event: 'message.received', timeout: { after: 'P2D' } },
    });
    fireEvent.click(screen.getByTestId('field-timeout-kind-sinceEntry'));
    expect(changes.at(-1)).toMatchObject({ timeout: { sinceEntry: 'P2D' } });
  });
});

describe('durations in the form', () => {
  it('read and write a whole number and a unit', () => {
    expect(toDuration('7', 'D')).toBe('P7D');
    expect(toDuration('20', 'S')).toBe('PT20S');
    expect(toDuration('', 'D')).toBeUndefined();
    expect(toDuration('1.5', 'D')).toBeUndefined();
    expect(fromDuration('PT90M')).toEqual({ amount: '90', unit: 'M' });
    expect(fromDuration('P1DT12H')).toEqual({ amount: '36', unit: 'H' });
    expect(fromDuration('soon')).toBeUndefined();
  });
});
