import { LOCALES } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { NodeDefinition } from './define-node.ts';
import { formField } from './form-field.ts';
import { NODES, nodeDefinition } from './registry.ts';

const fieldsOf = ({ config }: NodeDefinition): [string, z.ZodType][] =>
  config instanceof z.ZodObject ? Object.entries(config.shape as Record<string, z.ZodType>) : [];

test('a node type is found by its name, and nothing else is', () => {
  for (const node of NODES) expect(nodeDefinition(node.type)).toBe(node);
  expect(new Set(NODES.map((node) => node.type)).size).toBe(NODES.length);
  for (const name of ['', 'fax', 'clinic/fax', 'constructor']) expect(nodeDefinition(name)).toBeUndefined();
});

describe.each(NODES.map((node) => [node.type, node] as const))('the node %s', (_, node) => {
  test('has a name, help and a label for every field, choice and port in both languages', () => {
    const choices = fieldsOf(node).flatMap(([, schema]) => formField(schema)?.choices ?? []);
    // Ports may depend on choices: take those of every choice that there is.
    const configs = fieldsOf(node).flatMap(([name, schema]) =>
      (formField(schema)?.choices ?? []).map((value) => ({ ...node.initial, [name]: value })),
    );
    const keys = [
      'title',
      'help',
      ...fieldsOf(node).map(([name, schema]) => formField(schema)?.label ?? `field.${name}`),
      ...choices.map((value) => `choice.${value}`),
    ];
    for (const locale of LOCALES) {
      for (const key of keys) expect(node.word(locale, key), `${locale} ${key}`).not.toBe(key);
    }
    for (const config of [node.initial, ...configs]) {
      for (const { id } of node.ports(config)) {
        expect(node.portLabel(config, id, 'zh'), id).toMatch(/\p{Script=Han}/u);
        expect(node.portLabel(config, id, 'en'), id).toMatch(/^[A-Z]\P{Script=Han}*$/u);
      }
    }
    for (const key of keys) expect(node.word('zh', key), key).toMatch(/\p{Script=Han}/u);
    for (const key of keys) expect(node.word('en', key), key).not.toMatch(/\p{Script=Han}/u);
    for (const locale of LOCALES) expect([node.title(locale), node.help(locale)]).not.toContain('');
  });

  test('says for every field which control edits it', () => {
    expect(fieldsOf(node).length).toBeGreaterThan(0);
    for (const [name, schema] of fieldsOf(node)) {
      const form = formField(schema);
      expect(form?.control, name).toBeDefined();
      if (form?.control === 'choice') expect(form.choices?.length, name).toBeGreaterThan(1);
      if (form?.when) expect(fieldsOf(node).map(([other]) => other)).toContain(form.when.field);
    }
  });

  test('starts with fields that it has', () => {
    const names = fieldsOf(node).map(([name]) => name);
    for (const name of Object.keys(node.initial)) expect(names).toContain(name);
  });

  test('can be searched for without an input method', () => expect(node.pinyin).toMatch(/^[a-z]+( [a-z]+)*$/));

  test('has no summary and no texts while its config is incomplete, and no fallback that it has not', () => {
    for (const locale of LOCALES) expect(node.summary({}, locale)).toBeUndefined();
    expect(node.patientText({})).toEqual([]);
    const ports = node.ports({});
    for (const { fallback } of ports) if (fallback) expect(ports.map((port) => port.id)).toContain(fallback);
  });

  test('leaves a config of its own version as it is', () => {
    expect(node.version).toBeGreaterThanOrEqual(1);
    expect(node.upgrade({ kept: 1 }, node.version)).toEqual({ kept: 1 });
  });
});
