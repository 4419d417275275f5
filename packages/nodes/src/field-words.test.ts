import { LOCALES } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { fieldLabel, fieldWords } from './field-words.ts';
import { configFields } from './form-field.ts';
import { INCOMPLETE } from './node-fixture.ts';
import { allNodes, nodeDefinition } from './registry.ts';

const node = (type: string) => {
  const definition = nodeDefinition(type);
  if (!definition) throw new Error(`no node type ${type}`);
  return definition;
};

const both = (type: string, field: string, config: Record<string, unknown>) =>
  LOCALES.map((locale) => fieldWords(node(type), field, config, locale));

describe('a field of a config', () => {
  test.each<[string, string, Record<string, unknown>, string, string]>([
    ['wait-duration', 'until', { until: { after: 'P7D' } }, '7 天', '7 days'],
    ['message', 'class', { class: 'clinical' }, '临床', 'Clinical'],
    ['wait-for-event', 'event', { event: 'message.received' }, '患者发来消息', 'Message received'],
    [
      'wait-for-event',
      'where',
      { event: 'dispense.recorded', where: { op: 'compare', field: 'drug', is: '=', value: '二甲双胍' } },
      '药品 = 二甲双胍',
      'Drug = 二甲双胍',
    ],
    ['wait-until-date', 'offset', { offset: { days: -3 } }, '前 3 天', '3 days before'],
    [
      'task',
      'escalation',
      { escalation: { after: 'PT30M', group: 'lead' } },
      '30 分钟后交给 lead',
      'to lead after 30 minutes',
    ],
    [
      'branch',
      'cases',
      { cases: [{ id: 'two', label: { zh: '两天', en: 'Two' }, if: { op: 'known', from: 'variable', field: 'n' } }] },
      '两天 (n 有值)',
      'Two (n is known)',
    ],
    [
      'set-variable',
      'set',
      {
        set: [
          { variable: 'n', add: -1 },
          { variable: 'm', to: true },
        ],
      },
      'n − 1；m = 是',
      'n − 1; m = yes',
    ],
    ['set-field', 'to', { to: null }, '清空', 'emptied'],
  ])('of %s, %s %j says %s', (type, field, config, zh, en) => {
    expect(both(type, field, config)).toEqual([zh, en]);
  });

  test('that is empty says nothing', () => {
    expect(both('wait-for-event', 'where', { event: 'message.received' })).toEqual([undefined, undefined]);
  });

  test('that its schema refuses stands as it is, whatever it is', () => {
    expect(both('wait-duration', 'until', { until: 'soon' })).toEqual(['soon', 'soon']);
    expect(both('branch', 'cases', { cases: [1] })).toEqual(['[1]', '[1]']);
  });

  test('has a label in both languages, in every node type', () => {
    for (const definition of allNodes()) {
      for (const [name] of configFields(definition.config)) {
        const { zh, en } = fieldLabel(definition, name);
        expect(`${definition.type} ${zh}`).toMatch(/\p{Script=Han}/u);
        expect(en).not.toBe(name);
      }
    }
  });

  test('can be said of every node as it comes from the palette, and of any draft', () => {
    for (const definition of allNodes()) {
      for (const config of [definition.initial, ...INCOMPLETE] as unknown[]) {
        if (typeof config !== 'object' || config === null) continue;
        for (const [name] of configFields(definition.config)) {
          const words = fieldWords(definition, name, config as Record<string, unknown>, 'zh');
          expect(words ?? '').not.toMatch(/undefined|\[object/);
        }
      }
    }
  });
});
