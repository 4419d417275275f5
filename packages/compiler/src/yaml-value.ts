import type { ErrorCode, ErrorParams } from '@suivi/schema';
import { Composer, type CST, type Document, isMap, isScalar, Lexer, LineCounter, Parser, visit } from 'yaml';

/** What is wrong with a text, and where, if it is in one place. */
export interface TextFault extends Partial<Place> {
  code: ErrorCode;
  params: ErrorParams;
}

/** Both count from 1; columns in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

export interface YamlValue {
  value: unknown;
  /** Where the value at this path begins, or the nearest one around it. */
  place(path: readonly PropertyKey[]): Place;
  /** Where the last key of this path stands, or the value that has it. */
  keyPlace(path: readonly PropertyKey[]): Place;
}

/** Plain JSON values only: YAML 1.2 without tags, merge keys or dates, whatever the text says about itself. */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  // Compares each key with each other one: a map of 100,000 keys would take minutes. Looked at below.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** A text in which more values stand for others than this is out to exhaust memory. */
const MAX_ALIASES = 100;
/** Words, signs and spaces between them. A journey of 2,000 nodes and 6,000 wires as indented JSON has 490,000. */
const MAX_LEXEMES = 700_000;
/** As deep as isCleanJson allows. */
export const MAX_DEPTH = 100;
/** One mistake often makes many others. */
const MAX_FAULTS = 20;

/** Reads YAML 1.2, of which JSON is a part. Total: whatever the text holds, the answer is its value or what is wrong. */
export function readYaml(text: string, maxLexemes = MAX_LEXEMES): YamlValue | TextFault[] {
  const lines = new LineCounter();
  const at = (offset: number) => placed(lines, offset);
  const tokens = tokensOf(text, lines, maxLexemes);
  if ('code' in tokens) return [tokens];
  const [document, second] = [...new Composer(OPTIONS).compose(tokens, true, text.length)];
  if (!document || second) {
    const place = at(second?.range[0] ?? 0);
    return [{ code: 'DOCUMENT_SEVERAL', params: { line: place.line }, ...place }];
  }
  const faults = faultsOf(document, at);
  if (faults.length > 0) return faults;
  const value = plainValue(document);
  if (!value) return [{ code: 'DOCUMENT_ALIASES', params: {} }];
  return {
    ...value,
    place: (path) => at(offsetOf(document, path)),
    keyPlace: (path) => at(keyOffset(document, path) ?? offsetOf(document, path)),
  };
}

function placed(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/**
 * The tokens of a text, or why it is given up at once: what comes after the first bracket too many means nothing, and a
 * text that nests a million times would take all memory here, or the whole stack of whoever goes down into it.
 */
function tokensOf(text: string, lines: LineCounter, limit: number): CST.Token[] | TextFault {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > limit) return { code: 'DOCUMENT_TOO_MANY', params: { limit } };
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') return faultAt('DOCUMENT_SYNTAX', placed(lines, token.offset));
      tokens.push(token);
    }
    // The document itself is around everything.
    if (parser.stack.length > MAX_DEPTH + 1) return { code: 'DOCUMENT_TOO_DEEP', params: { limit: MAX_DEPTH } };
  }
  return [...tokens, ...parser.end()];
}

type Placer = (offset: number) => Place;

const faultAt = (code: ErrorCode, place: Place, more: ErrorParams = {}): TextFault => ({
  code,
  params: { ...place, ...more },
  ...place,
});

function faultsOf(document: Document.Parsed, at: Placer): TextFault[] {
  const faults: TextFault[] = [];
  const add = (code: ErrorCode, offset: number, more: ErrorParams = {}) => {
    // A place is looked up only for what is told.
    if (faults.length < MAX_FAULTS) faults.push(faultAt(code, at(offset), more));
  };
  for (const { pos } of document.errors) add('DOCUMENT_SYNTAX', pos[0]);
  for (const { pos } of document.warnings) add('DOCUMENT_TAG', pos[0]);
  if (faults.length > 0) return faults;
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) add('DOCUMENT_KEY_TWICE', key.range?.[0] ?? 0, { key: String(key.value) });
        keys.add(key.value);
      }
    },
    Scalar: (_, { value, range }) => {
      // JSON has no such numbers: they would be stored as nothing.
      if (typeof value === 'number' && !Number.isFinite(value)) add('DOCUMENT_SYNTAX', range?.[0] ?? 0);
    },
  });
  return faults;
}

function plainValue(document: Document.Parsed): { value: unknown } | undefined {
  try {
    // Through JSON, so that what two aliases share becomes two values, and one that leads to itself is refused.
    return { value: JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES }))) };
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return range[0];
  }
  return document.contents?.range[0] ?? 0;
}

function keyOffset(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  const around: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const key =
    isMap(around) && around.items.map((pair) => pair.key).find((each) => isScalar(each) && each.value === path.at(-1));
  return isScalar(key) ? key.range?.[0] : undefined;
}
