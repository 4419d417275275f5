import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { apply, type DraftCommand, draftCommand, invert, type SingleCommand } from './draft-command.ts';
import { emptyJourney, type Journey, type JourneyNode, journey, type Wire } from './journey.ts';

/** Few ids, so that commands meet each other; `gone` is in no document to begin with. */
const id = fc.constantFrom('a', 'b', 'c', 'd', 'gone');
const label = fc.record({ zh: fc.constantFrom('甲', '乙', '💊') });
const node: fc.Arbitrary<JourneyNode> = fc
  .record({ version: fc.nat(3), name: fc.option(label, { nil: undefined }), value: fc.jsonValue({ maxDepth: 2 }) })
  .map(({ version, name, value }) => ({
    type: 'message',
    version: version + 1,
    ...(name ? { name } : {}),
    config: { value },
  }));
const position = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
const wire: fc.Arbitrary<Wire> = fc.record({ from: id, port: fc.constantFrom('next', 'timeout'), to: id });

/** Documents as they are read from outside: every node has a place; wires may lead anywhere. */
const document: fc.Arbitrary<Journey> = fc
  .record({
    nodes: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(node, position)),
    wires: fc.dictionary(fc.constantFrom('w1', 'w2', 'w3', 'w4'), wire),
  })
  .map(({ nodes, wires }) => ({
    ...emptyJourney({ zh: '旅程' }),
    nodes: Object.fromEntries(Object.entries(nodes).map(([key, [value]]) => [key, value])),
    layout: Object.fromEntries(Object.entries(nodes).map(([key, [, at]]) => [key, at])),
    wires: { ...wires },
  }));

const wireId = fc.constantFrom('w1', 'w2', 'w3', 'w4', 'w9');
const single: fc.Arbitrary<SingleCommand> = fc.oneof(
  fc.record({ do: fc.constant('addNode' as const), id, node, at: position }),
  fc.record({ do: fc.constant('removeNode' as const), id }),
  fc.record({ do: fc.constant('setConfig' as const), id, config: fc.dictionary(fc.string(), fc.jsonValue()) }),
  fc.record({ do: fc.constant('renameNode' as const), id, name: fc.option(label, { nil: undefined }) }),
  fc.record({ do: fc.constant('moveNodes' as const), to: fc.dictionary(id, position) }),
  fc.record({ do: fc.constant('connect' as const), id: wireId, wire }),
  fc.record({ do: fc.constant('disconnect' as const), id: wireId }),
  fc.record({ do: fc.constant('setTitle' as const), title: label }),
  fc.record({ do: fc.constant('setDescription' as const), description: label }),
  fc.record({ do: fc.constant('setZone' as const), zone: fc.constantFrom('Asia/Shanghai', 'Europe/Paris') }),
);
const singles = fc.array(single, { minLength: 1, maxLength: 12 });
const command: fc.Arbitrary<DraftCommand> = fc.oneof(
  single,
  singles.map((of) => ({ do: 'batch' as const, of })),
);

const same = (left: unknown, right: unknown) => expect(canonicalJson(left)).toBe(canonicalJson(right));

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

const drawn = journey.parse({
  v: 'suivi.journey/1',
  title: { zh: '旅程' },
  nodes: {
    a: { type: 'trigger-event', version: 1, config: {} },
    b: { type: 'message', version: 1, name: { zh: '问候' }, config: { text: '您好' } },
    c: { type: 'exit', version: 1, config: {} },
  },
  wires: { w1: { from: 'a', port: 'next', to: 'b' }, w2: { from: 'b', port: 'next', to: 'c' } },
  layout: { a: { x: 0, y: 0 }, b: { x: 0, y: 100 }, c: { x: 0, y: 200 } },
});

describe('for any document and any command', () => {
  test('taking it back leaves the document as it was', () => {
    fc.assert(
      fc.property(document, command, (before, done) => {
        same(apply(apply(before, done), invert(before, done)), before);
      }),
      { numRuns: 500 },
    );
  });

  test('taking back a whole log, last command first, leaves the document as it was', () => {
    fc.assert(
      fc.property(document, fc.array(command, { maxLength: 10 }), (before, log) => {
        const undo: DraftCommand[] = [];
        let doc = before;
        for (const done of log) {
          undo.unshift(invert(doc, done));
          doc = apply(doc, done);
        }
        same(undo.reduce(apply, doc), before);
      }),
    );
  });

  test('doing it again after taking it back gives the same document', () => {
    fc.assert(
      fc.property(document, command, (before, done) => {
        const after = apply(before, done);
        const undo = invert(before, done);
        same(apply(apply(after, undo), invert(after, undo)), after);
      }),
    );
  });

  test('the answer is a document, whatever the command names, and nothing that was given is changed', () => {
    fc.assert(
      fc.property(document, fc.array(command, { maxLength: 10 }), (before, log) => {
        const doc = log.reduce((doc, done) => freeze(apply(freeze(doc), freeze(done))), before);
        for (const done of log) invert(doc, done);
        expect(journey.safeParse(doc).success).toBe(true);
        expect(Object.keys(doc.layout).sort()).toEqual(Object.keys(doc.nodes).sort());
      }),
    );
  });

  test('a batch does what its commands do one after the other', () => {
    fc.assert(
      fc.property(document, singles, (before, of) => {
        same(apply(before, { do: 'batch', of }), of.reduce<Journey>(apply, before));
      }),
    );
  });

  test('its inverse survives being stored and is itself a command', () => {
    fc.assert(
      fc.property(document, command, (before, done) => {
        const stored: unknown = JSON.parse(JSON.stringify(invert(before, done)));
        same(apply(apply(before, done), draftCommand.parse(stored)), before);
      }),
    );
  });
});

describe('removing a node', () => {
  test('removes its wires and its place, and nothing else', () => {
    const after = apply(drawn, { do: 'removeNode', id: 'b' });
    expect(Object.keys(after.nodes)).toEqual(['a', 'c']);
    expect(after.wires).toEqual({});
    expect(after.layout).not.toHaveProperty('b');
  });

  test('and undoing it restores its config, its name, its place and its wires', () => {
    const done = { do: 'removeNode', id: 'b' } as const;
    expect(apply(apply(drawn, done), invert(drawn, done))).toEqual(drawn);
  });

  test('is undone without the wires to what somebody else has removed meanwhile', () => {
    const undo = invert(drawn, { do: 'removeNode', id: 'b' });
    const meanwhile = [{ do: 'removeNode', id: 'b' } as const, { do: 'removeNode', id: 'c' } as const];
    const after = apply(meanwhile.reduce<Journey>(apply, drawn), undo);
    expect(Object.keys(after.wires)).toEqual(['w1']);
  });
});

describe('a wire', () => {
  test('to a node that is no longer there is not drawn', () => {
    const done = { do: 'connect', id: 'w9', wire: { from: 'b', port: 'next', to: 'gone' } } as const;
    expect(apply(drawn, done)).toBe(drawn);
  });

  test('that dangled in an imported document dangles again after undo', () => {
    const imported = { ...drawn, wires: { ...drawn.wires, w3: { from: 'b', port: 'blocked', to: 'gone' } } };
    const done = { do: 'disconnect', id: 'w3' } as const;
    expect(apply(apply(imported, done), invert(imported, done))).toEqual(imported);
  });
});

test('a node without a name gets none back', () => {
  const done = { do: 'renameNode', id: 'a', name: { zh: '新名字' } } as const;
  const undone = apply(apply(drawn, done), invert(drawn, done));
  expect(undone.nodes.a).not.toHaveProperty('name');
});

test('moving a node that somebody has removed gives it no place', () => {
  expect(apply(drawn, { do: 'moveNodes', to: { gone: { x: 1, y: 1 } } }).layout).toEqual(drawn.layout);
});

test.each([
  ['half an emoji in a config', { do: 'setConfig', id: 'a', config: { text: '\ud83d' } }],
  ['NUL in a key', { do: 'setConfig', id: 'a', config: { 'a\u0000': 1 } }],
  ['a batch inside a batch', { do: 'batch', of: [{ do: 'batch', of: [] }] }],
  ['an empty batch', { do: 'batch', of: [] }],
  ['an id that every object knows', { do: 'removeNode', id: 'constructor' }],
  ['an unknown verb', { do: 'explode', id: 'a' }],
])('a command with %s is refused at the edge', (_, broken) => {
  expect(draftCommand.safeParse(broken).success).toBe(false);
});
