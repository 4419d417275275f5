import { readFileSync } from 'node:fs';
import { allNodes, nodeDefinition } from '@suivi/nodes';
import { LOCALES } from '@suivi/schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { draw, refill, withConfig } from './journey-fixture.ts';
import { journeySchema } from './journey-schema.ts';

// Strict: a keyword that no validator knows, or that says nothing where it stands, is an error.
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(journeySchema());

/** Where a document breaks the schema, the innermost places only. */
function broken(document: unknown): string[] {
  validate(document);
  return [
    ...new Set((validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map((error) => error.instancePath)),
  ];
}

const example = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../examples/glucose-camp/${name}.journey.json`, import.meta.url), 'utf8'));

describe('the JSON Schema of a journey', () => {
  test.each(['camp', 'alarm'])('accepts the example %s', (name) => expect(broken(example(name))).toEqual([]));

  test.each([refill(), ...Object.values(TRIGGERS).map(everyNode)])(
    'accepts a journey of every node type',
    (journey) => {
      expect(broken(JSON.parse(JSON.stringify(journey)))).toEqual([]);
    },
  );

  test('may leave out what goes without saying', () => {
    const { description: _, zone: __, requires: ___, ...rest } = refill();
    expect(broken({ $schema: 'journey.schema.json', ...rest })).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['a wait without end', withConfig(refill(), 'pause', { until: 'soon' }), ['/nodes/pause/config/until']],
    ['a class that does not exist', withConfig(refill(), 'hello', { class: 'loud' }), ['/nodes/hello/config/class']],
    ['a text that is missing', withConfig(refill(), 'hello', { text: undefined }), ['/nodes/hello/config']],
    [
      'a condition inside a condition',
      withConfig(refill(), 'refilled', { where: { op: 'not', of: { op: 'compare', field: 'drug', is: 'like' } } }),
      ['/nodes/refilled/config/where'],
    ],
    ['a node type that nobody knows', draw({ a: ['clinic/odd'] }, []), ['/nodes/a/type']],
    ['an id with a space', { ...refill(), nodes: { 'a b': refill().nodes.done } }, ['/nodes']],
    ['a wire without an end', { ...refill(), wires: { a: { from: 'start', port: 'next' } } }, ['/wires/a']],
    ['a key that nobody reads', withConfig(refill(), 'reply', { timout: { after: 'P9D' } }), ['/nodes/reply/config']],
    ['another format', { ...refill(), v: 'suivi.journey/2' }, ['/v']],
  ])('finds %s', (_, document, places) => {
    const found = broken(JSON.parse(JSON.stringify(document)));
    for (const place of places) expect(found.some((each) => each.startsWith(place))).toBe(true);
    expect(found.every((each) => places.some((place) => each.startsWith(place)))).toBe(true);
  });

  test('leaves the config of an older version open and refuses a later one', () => {
    const journey = refill();
    const pause = (version: number, config: Record<string, unknown>) => ({
      ...journey,
      nodes: { ...journey.nodes, pause: { type: 'wait-duration', version, config } },
    });
    expect(broken(pause(1, { duration: 'P7D' }))).toEqual([]);
    expect(broken(pause(99, { until: { after: 'P7D' } }))).toEqual(['/nodes/pause/version']);
  });

  test('has every node type with its words, and nothing of its form', () => {
    const text = JSON.stringify(journeySchema());
    for (const definition of allNodes()) {
      expect(text).toContain(`#/$defs/config-${definition.type}`);
      for (const locale of LOCALES) expect(text).toContain(definition.title(locale));
    }
    expect(text).toContain('最多等到 · At most until');
    expect(text).not.toContain('"control"');
  });

  test('can be made of any vocabulary, with names of packs in it', () => {
    const plain = nodeDefinition('exit');
    if (!plain) throw new Error('no exit');
    const schema = journeySchema([{ ...plain, type: 'clinic/leave' }]);
    const check = new Ajv2020().compile(schema);
    const leave = (outcome: unknown) => draw({ a: ['clinic/leave', { outcome, kind: 'goal' }] }, []);
    expect(check(leave('完成'))).toBe(true);
    expect(check(leave(7))).toBe(false);
  });

  test('is the same each time', () => expect(JSON.stringify(journeySchema())).toBe(JSON.stringify(journeySchema())));
});
