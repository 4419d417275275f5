import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { SCENARIO_FORMAT, type Scenario, scenario } from './scenario.ts';
import { valueReason } from './value-reason.ts';

type Path = readonly PropertyKey[];

/** A scenario as it was read, and where each of its parts stands in the text. */
export interface ScenarioFile {
  /** Absent where the text has problems. */
  scenario?: Scenario;
  problems: Problem[];
  /** Line of the part at this path, from 1: that of the nearest part around it. */
  lineOf(path: Path): number | undefined;
}

/** Reads a scenario from YAML or JSON text. Never throws: what is wrong comes as problems with their lines. */
export function readScenario(text: string): ScenarioFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: Path): number | undefined => {
    const offset = offsetOf(document.contents, path);
    return offset === undefined ? undefined : lines.linePos(offset).line;
  };
  const failed = (problems: Problem[]): ScenarioFile => ({ problems, lineOf });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    return failed([{ code: 'SCENARIO_NOT_YAML', params: { reason: error.message }, line }]);
  }
  const raw: unknown = document.toJS();
  const format = (raw as { v?: unknown } | null)?.v;
  if (format !== SCENARIO_FORMAT) {
    return failed([{ code: 'SCENARIO_FORMAT_UNKNOWN', params: { format: String(format ?? '') }, line: 1 }]);
  }
  const parsed = scenario.safeParse(raw);
  if (parsed.success) return { scenario: parsed.data, problems: [], lineOf };
  return failed(parsed.error.issues.flatMap((issue) => problemsOf(issue, raw, lineOf)));
}

function problemsOf(issue: z.core.$ZodIssue, raw: unknown, lineOf: ScenarioFile['lineOf']): Problem[] {
  const at = (path: Path): { line?: number } => {
    const line = lineOf(path);
    return line === undefined ? {} : { line };
  };
  if (issue.code === 'unrecognized_keys') {
    const known = KEYS[String(issue.path.filter((part) => typeof part === 'string').at(-1) ?? '')] ?? KEYS[''];
    return issue.keys.map((key) => ({
      code: 'SCENARIO_KEY_UNKNOWN',
      params: { key, known: known?.join(' ') ?? '' },
      ...at([...issue.path, key]),
    }));
  }
  if (issue.code === 'invalid_union') return [inUnion(issue, raw, at)];
  const key = issue.path.join('.') || 'v';
  return [{ code: 'SCENARIO_VALUE_INVALID', params: { key, reason: valueReason(issue) }, ...at(issue.path) }];
}

/** A part that may take several forms: name the key that none of them has, or say which forms there are. */
function inUnion(
  issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>,
  raw: unknown,
  at: (path: Path) => { line?: number },
): Problem {
  const list = String(issue.path.filter((part) => typeof part === 'string').at(-1) ?? '');
  const known = KEYS[list] ?? [];
  const value = issue.path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | null)?.[key], raw);
  const own = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const unknown = own.find((key) => !known.includes(key));
  if (unknown !== undefined && known.length > 0) {
    const params = { key: unknown, known: known.join(' ') };
    return { code: 'SCENARIO_KEY_UNKNOWN', params, ...at([...issue.path, unknown]) };
  }
  const deeper = deepest(issue.errors);
  const path = [...issue.path, ...(deeper?.path ?? [])];
  const params = { key: path.join('.'), reason: valueReason(deeper ?? issue) };
  return { code: 'SCENARIO_VALUE_INVALID', params, ...at(path) };
}

/** What the form that fits best finds wrong: the one with the fewest complaints. */
function deepest(forms: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue | undefined {
  const [best] = [...forms].sort((a, b) => a.length - b.length);
  return best?.[0];
}

const keysOf = (shape: object): string[] => Object.keys(shape);
const HAPPENING = [
  'at',
  'event',
  'data',
  'reply',
  'fields',
  'command',
  'node',
  'to',
  'outcome',
  'until',
  'mode',
  'reason',
];

/** What may be written where, for the sentence about a key that may not. */
const KEYS: Record<string, string[]> = {
  '': keysOf(scenario.shape),
  title: ['zh', 'en'],
  persona: ['name', 'fields', 'tags'],
  entry: keysOf(scenario.shape.entry.shape),
  happens: HAPPENING,
  on: ['node', 'visit', 'outcome', 'after'],
  expect: ['enters', 'path', 'passes', 'texts', 'outcome', 'ended', 'state', 'standsAt', 'never'],
  path: ['node', 'port', 'at', 'within'],
  passes: ['node', 'port', 'at', 'within'],
  texts: ['text', 'contains', 'node', 'at', 'within'],
  never: ['nodes', 'ports', 'texts'],
};

/** Where the part at a path begins: the key of a pair, the item of a list. */
function offsetOf(root: unknown, path: Path): number | undefined {
  let node: unknown = root;
  let offset = isNode(root) ? start(root) : undefined;
  for (const step of path) {
    if (isAlias(node)) return offset;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : '') === String(step),
      );
      if (!pair) return offset;
      offset = isNode(pair.key) ? (start(pair.key) ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) return offset;
      offset = start(node) ?? offset;
    } else return offset;
  }
  return offset;
}

const start = (node: Node): number | undefined => node.range?.[0];
