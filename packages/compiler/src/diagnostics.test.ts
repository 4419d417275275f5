import { DIAGNOSTICS, type DiagnosticCode, diagnosticSentence, type Journey } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { ANALYSIS_CASES } from './analysis-cases.ts';
import { compile } from './compile.ts';
import { draw, EXIT, refill, TRIGGER, withConfig, withWires } from './journey-fixture.ts';
import { type Case, type Finding, VOCABULARY_CASES } from './vocabulary-cases.ts';

const hello = ['message', { text: '您好' }] as const;

const CASES: Case[] = [
  ...VOCABULARY_CASES,
  ...ANALYSIS_CASES,
  [
    'a journey without a trigger cannot be entered',
    { code: 'TRIGGER_MISSING' },
    draw({ hello, done: EXIT }, [['hello', 'next', 'done']]),
  ],
  [
    'a second trigger is one too many',
    { code: 'TRIGGER_SEVERAL', node: 'other', params: { count: 2 } },
    draw({ start: TRIGGER, other: TRIGGER, done: EXIT }, [
      ['start', 'next', 'done'],
      ['other', 'next', 'done'],
    ]),
  ],
  [
    'a journey without an exit never ends',
    { code: 'EXIT_MISSING' },
    draw({ start: TRIGGER, wait: ['wait-duration'] }, [
      ['start', 'next', 'wait'],
      ['wait', 'next', 'wait'],
    ]),
  ],
  [
    'a node that no wire leads to is unreachable',
    { code: 'NODE_UNREACHABLE', node: 'alone' },
    draw({ start: TRIGGER, alone: hello, done: EXIT }, [
      ['start', 'next', 'done'],
      ['alone', 'next', 'done'],
    ]),
  ],
  [
    'a port that leads nowhere is an error: the time-out too',
    { code: 'PORT_OPEN', node: 'reply', field: 'timeout', params: { port: { zh: '超时', en: 'Time-out' } } },
    withWires(refill(), { w6: undefined }),
  ],
  [
    'a port leads to one step',
    { code: 'PORT_TWICE', node: 'hello', field: 'next', params: { port: { zh: '继续', en: 'Goes on' }, count: 2 } },
    withWires(refill(), { extra: ['hello', 'next', 'ask'] }),
  ],
  [
    'a wire from a port that is not there any more is an error',
    { code: 'PORT_UNKNOWN', node: 'hello', field: 'blocked', params: { port: 'blocked' } },
    withWires(refill(), { extra: ['hello', 'blocked', 'lost'] }),
  ],
  [
    'a wire from a node that is gone dangles',
    { code: 'WIRE_DANGLING', node: 'done' },
    withWires(refill(), { extra: ['gone', 'next', 'done'] }),
  ],
  [
    'a wire between two nodes that are gone dangles',
    { code: 'WIRE_DANGLING' },
    withWires(refill(), { extra: ['gone', 'next', 'away'] }),
  ],
  [
    'no wire leads into a trigger',
    { code: 'WIRE_INTO_TRIGGER', node: 'start' },
    withWires(refill(), { w8: ['refilled', 'timeout', 'start'] }),
  ],
  [
    'a loop without a wait would spin for ever',
    { code: 'CYCLE_WITHOUT_WAIT', node: 'again' },
    draw({ start: TRIGGER, hello: ['message', { text: '您好', onBlocked: 'port' }], again: hello, done: EXIT }, [
      ['start', 'next', 'hello'],
      ['hello', 'blocked', 'again'],
      ['again', 'next', 'hello'],
      ['hello', 'next', 'done'],
    ]),
  ],
  [
    'a node that leads to itself without a wait would spin for ever',
    { code: 'CYCLE_WITHOUT_WAIT', node: 'hello' },
    draw({ start: TRIGGER, hello: ['message', { text: '您好', onBlocked: 'port' }], done: EXIT }, [
      ['start', 'next', 'hello'],
      ['hello', 'blocked', 'hello'],
      ['hello', 'next', 'done'],
    ]),
  ],
  [
    'a loop whose only wait has a deadline from entry would spin once that is over',
    { code: 'CYCLE_WITHOUT_WAIT', node: 'hello' },
    draw(
      {
        start: TRIGGER,
        hello,
        wait: ['wait-for-event', { event: 'message.received', timeout: { sinceEntry: 'P30D' } }],
        done: EXIT,
      },
      [
        ['start', 'next', 'hello'],
        ['hello', 'next', 'wait'],
        ['wait', 'timeout', 'hello'],
        ['wait', 'event', 'done'],
      ],
    ),
  ],
  [
    'an unknown node type is named, and what comes after it is not reported too',
    { code: 'NODE_TYPE_UNKNOWN', node: 'odd', params: { type: 'acme-call' } },
    draw({ start: TRIGGER, odd: ['acme-call'], hello, done: EXIT }, [
      ['start', 'next', 'odd'],
      ['odd', 'next', 'hello'],
      ['hello', 'next', 'done'],
    ]),
  ],
  [
    'a node written by a later version is refused',
    { code: 'NODE_VERSION_NEWER', node: 'hello', params: { type: 'message', version: 9, known: 1 } },
    newer('hello'),
  ],
  [
    'a trigger written by a later version is a trigger all the same',
    { code: 'NODE_VERSION_NEWER', node: 'start', params: { type: 'trigger-event', version: 9, known: 1 } },
    newer('start'),
  ],
  [
    'a field that is empty has to be filled in',
    { code: 'FIELD_MISSING', node: 'hello', field: 'text', params: { label: { zh: '正文', en: 'Text' } } },
    withConfig(refill(), 'hello', { text: '' }),
  ],
  [
    'a field that is absent has to be filled in',
    { code: 'FIELD_MISSING', node: 'done', field: 'outcome' },
    withConfig(refill(), 'done', { outcome: undefined }),
  ],
  [
    'the field that tells entries apart has to be filled in',
    { code: 'FIELD_MISSING', node: 'start', field: 'key' },
    withConfig(refill(), 'start', { key: '' }),
  ],
  [
    'a field with something else in it is not valid',
    { code: 'FIELD_INVALID', node: 'pause', field: 'until', params: { label: { zh: '等到', en: 'Wait until' } } },
    withConfig(refill(), 'pause', { until: { after: 'P1M' } }),
  ],
  ...[
    { op: 'all', of: [] },
    { op: 'compare', field: '', is: '=', value: '' },
    { op: 'all', of: [{ op: 'compare', field: 'drug', is: '=', value: '' }] },
    {},
    null,
  ].map((where): [string, Finding, Journey] => [
    `a filter that is there but empty, ${JSON.stringify(where)}, does not mean everybody`,
    { code: 'FILTER_EMPTY', node: 'start', field: 'where', params: { label: { zh: '只要满足', en: 'Only if' } } },
    withConfig(refill(), 'start', { where }),
  ]),
  [
    'a text longer than the channel takes, in bytes, is refused',
    { code: 'TEXT_TOO_LONG', node: 'hello', field: 'text' },
    withConfig(refill(), 'hello', { text: '药'.repeat(683) }),
  ],
  [
    'braces that the patient would see are refused',
    { code: 'TEXT_VARIABLE_UNKNOWN', node: 'hello', field: 'text' },
    withConfig(refill(), 'hello', { text: '您好 {{}}' }),
  ],
  [
    'a field that a text cannot do without is named',
    { code: 'TEXT_VARIABLE_MAY_LACK', node: 'hello', field: 'text', severity: 'warning', params: { field: 'name' } },
    withConfig(refill(), 'hello', { text: '您好 {{name}}' }),
  ],
  [
    'a deadline that is over before anybody can arrive is refused',
    {
      code: 'DEADLINE_PAST_ENTRY',
      node: 'refilled',
      field: 'timeout',
      params: { earliest: { zh: '7 天', en: '7 days' }, deadline: { zh: '5 天', en: '5 days' } },
    },
    withConfig(refill(), 'refilled', { timeout: { sinceEntry: 'P5D' } }),
  ],
  [
    'a deadline at the very instant of the earliest arrival is refused',
    { code: 'DEADLINE_PAST_ENTRY', node: 'refilled' },
    withConfig(refill(), 'refilled', { timeout: { sinceEntry: 'P7D' } }),
  ],
  [
    'lengths longer than any single wait are said in full',
    {
      code: 'DEADLINE_PAST_ENTRY',
      params: { earliest: { zh: '3660 天', en: '3660 days' }, deadline: { zh: '2000 天', en: '2000 days' } },
    },
    withConfig(withConfig(refill(), 'pause', { until: { after: 'P3660D' } }), 'refilled', {
      timeout: { sinceEntry: 'P2000D' },
    }),
  ],
  [
    'a wait below one minute is for test patients only',
    { code: 'DURATION_TEST_ONLY', severity: 'warning', node: 'pause', field: 'until' },
    withConfig(refill(), 'pause', { until: { after: 'PT20S' } }),
  ],
];

function newer(id: string): Journey {
  const journey = refill();
  const node = journey.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  return { ...journey, nodes: { ...journey.nodes, [id]: { ...node, version: 9 } } };
}

test('a journey without mistakes has no findings and a plan', () => {
  const { diagnostics, plan } = compile(refill());
  expect(diagnostics).toEqual([]);
  expect(plan).toBeDefined();
});

test.each(CASES)('%s', (_, finding, journey, catalog) => {
  const { diagnostics, plan } = compile(journey, 'me', catalog);
  expect(diagnostics).toMatchObject([{ severity: 'error', ...finding }]);
  expect(plan === undefined).toBe(diagnostics[0]?.severity === 'error');
});

test('every finding of the compiler has a case here', () => {
  // Raised where a document is read, and where approvals, threads and staff groups are looked up.
  const elsewhere: DiagnosticCode[] = [
    'FORMAT_NEWER',
    'APPROVAL_MISSING',
    'APPROVAL_LAPSED',
    'STAFF_GROUP_MISSING',
    'CALLED_JOURNEY_UNKNOWN',
    'EXAMPLE_UNTOUCHED',
    'MUST_FIX_OPEN',
  ];
  const covered = new Set([...elsewhere, ...CASES.map(([, { code }]) => code)]);
  expect(Object.keys(DIAGNOSTICS).filter((code) => !covered.has(code as DiagnosticCode))).toEqual([]);
});

test('every finding is a full sentence: no parameter is left over', () => {
  for (const [, , journey, catalog] of CASES) {
    for (const diagnostic of compile(journey, 'me', catalog).diagnostics) {
      const { says, fix } = diagnosticSentence(diagnostic);
      for (const sentence of [says.zh, says.en, fix.zh, fix.en]) {
        expect(sentence.replace('{{}}', '')).not.toMatch(/[{}]|undefined|object/);
        expect(sentence).not.toMatch(/入组后 ，|is {2}/);
      }
    }
  }
});

describe('findings', () => {
  test('about the whole journey come first', () => {
    const journey = draw({ alone: ['message', {}], wait: ['wait-duration'] }, []);
    const nodes = compile(journey).diagnostics.map((diagnostic) => diagnostic.node);
    expect(nodes.indexOf(undefined)).toBe(0);
    expect(nodes.lastIndexOf(undefined)).toBeLessThan(nodes.findIndex((node) => node !== undefined));
  });

  test('of one field are one, however many rules it breaks', () => {
    const journey = withConfig(refill(), 'reply', { timeout: { after: 'x', sinceEntry: 'y' } });
    expect(compile(journey).diagnostics).toHaveLength(1);
  });

  test('of a wire to a node that is gone are two: the wire, and the port that leads nowhere now', () => {
    const journey = withWires(refill(), { w0: ['start', 'next', 'gone'] });
    const codes = compile(journey)
      .diagnostics.filter(({ node }) => node === 'start')
      .map(({ code }) => code);
    expect(codes.sort()).toEqual(['PORT_OPEN', 'WIRE_DANGLING']);
  });
});
