import { nodeDefinition } from '@suivi/nodes';
import { emptyJourney, type Journey } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { configCommands } from './config-commands.ts';

const label = (zh: string) => ({ zh });
const outcomes = [
  { id: 'a', label: label('已缓解') },
  { id: 'b', label: label('需医生') },
];
const config = { group: 'nurse', title: label('看血糖'), outcomes, goesOn: 'wait', timeout: { after: 'P1D' } };
const doc: Journey = {
  ...emptyJourney({ zh: '旅程' }),
  nodes: {
    call: { type: 'task', version: 1, config },
    pause: { type: 'wait-duration', version: 1, config: { duration: 'P1D' } },
    done: { type: 'exit', version: 1, config: {} },
  },
  wires: {
    w1: { from: 'call', port: 'a', to: 'done' },
    w2: { from: 'call', port: 'b', to: 'done' },
    w3: { from: 'call', port: 'unanswered', to: 'done' },
    w4: { from: 'pause', port: 'next', to: 'done' },
  },
  layout: { pause: { x: 1, y: 2 } },
};

function commands(id: string, next: Record<string, unknown>) {
  const definition = nodeDefinition(doc.nodes[id]?.type ?? '');
  if (!definition) throw new Error(id);
  return configCommands(doc, id, next, definition);
}

describe('giving a node another config', () => {
  it('takes the wires of an outcome along that is not there any more', () => {
    const next = { ...config, outcomes: outcomes.slice(1) };
    expect(commands('call', next)).toEqual([
      { do: 'setConfig', id: 'call', config: next },
      { do: 'disconnect', id: 'w1' },
    ]);
  });

  it('keeps every wire while a field is being typed anew', () => {
    expect(commands('call', { ...config, timeout: { after: '' } })).toHaveLength(1);
    expect(commands('call', { ...config, outcomes: [{ id: 'a' }, ...outcomes.slice(1)] })).toHaveLength(1);
  });

  it('takes all of them when the run no longer waits', () => {
    const gone = commands('call', { ...config, goesOn: 'at-once' }).slice(1);
    expect(gone.map((command) => 'id' in command && command.id)).toEqual(['w1', 'w2', 'w3']);
  });

  it('takes the version along when the config was brought up to it', () => {
    expect(commands('pause', { until: { after: 'P2D' } })).toEqual([
      {
        do: 'addNode',
        id: 'pause',
        node: { type: 'wait-duration', version: 2, config: { until: { after: 'P2D' } } },
        at: { x: 1, y: 2 },
      },
    ]);
  });
});
