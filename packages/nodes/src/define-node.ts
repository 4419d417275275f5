import type { Diagnostic, Exit, Locale, NodeId, Op, PortId, Trigger } from '@suivi/schema';
import type { z } from 'zod';
import { type Translate, translator, type WordBook } from './translate.ts';

export type Category = 'trigger' | 'time' | 'branch' | 'message' | 'task' | 'data' | 'exit';
/** How the canvas draws it: an action is a card, time is a thin pill, an exit is fully rounded (look/README.md). */
export type Shape = 'card' | 'pill' | 'exit';

export interface Port {
  id: PortId;
  /** The port to take where this one is left open. A port without fallback must be wired. */
  fallback?: PortId;
}

/** A text that a patient may get: what an approval covers. */
export interface PatientText {
  /** Names the place inside the node, `text`. */
  part: string;
  text: string;
}

/** What a node sees of itself while it is lowered to instructions. */
export interface LoweringSelf {
  id: NodeId;
  /** Where the port leads, with fallbacks resolved. */
  port(id: PortId): Exit;
  /** Hash of one of the node's patient texts; the outbox finds the text by it. */
  contentHash(part: string): string;
}

/** What a node may report about its own config beyond its schema. */
export type NodeFinding = Pick<Diagnostic, 'code' | 'severity' | 'params'> & { field?: string };

/**
 * A node type: one folder, one object. Everything the canvas, the compiler, the review and the engine need to know
 * about it is here; nothing elsewhere switches over node types.
 */
export interface NodeSpec<Schema extends z.ZodType, Word extends string> {
  type: string;
  version: number;
  category: Category;
  shape: Shape;
  /** Name of a Tabler icon. */
  icon: string;
  /** All words of this node in both languages: `title`, `help`, `field.<name>`, `port.<id>` and its own. */
  words: WordBook<Word>;
  /** How a Chinese user may search for it without an input method: full pinyin and initials. */
  pinyin: string;
  /** The config; its `.meta()` describes the form (form-field.ts). */
  config: Schema;
  /** What a node dragged from the palette starts with; may be incomplete. */
  initial: Partial<z.input<Schema>>;
  ports(config: z.output<Schema>): Port[];
  /** What the node does, in a sentence of at most 14 Han or 27 Latin characters where possible. */
  summary(config: z.output<Schema>, t: Translate<Word>, locale: Locale): string;
  lower(config: z.output<Schema>, self: LoweringSelf): Op;
  /** Texts a patient may get; a node that declares any needs an approval before it is published. */
  patientText?(config: z.output<Schema>): PatientText[];
  /** How people enter; only triggers have it, and the compiler wants exactly one. */
  trigger?(config: z.output<Schema>): Trigger;
  check?(config: z.output<Schema>): NodeFinding[];
  /** The outcome of an acting node where nothing real may happen: dry run, rehearsal. */
  simulate?(config: z.output<Schema>): { outcome: string };
  /** Brings a config of the version before up to the version that is the key. */
  migrations?: Record<number, (old: Record<string, unknown>) => Record<string, unknown>>;
}

/** A node type with its config type erased, so that all of them fit into one registry. */
export interface NodeDefinition {
  type: string;
  version: number;
  category: Category;
  shape: Shape;
  icon: string;
  pinyin: string;
  config: z.ZodType;
  initial: Record<string, unknown>;
  title(locale: Locale): string;
  help(locale: Locale): string;
  /** A word of this node; an unknown key comes back as it is. */
  word(locale: Locale, key: string): string;
  /** Ports of a config that may be incomplete: a draft must be drawable at any time. */
  ports(config: unknown): Port[];
  summary(config: unknown, locale: Locale): string | undefined;
  lower(config: unknown, self: LoweringSelf): Op;
  patientText(config: unknown): PatientText[];
  trigger?(config: unknown): Trigger;
  check(config: unknown): NodeFinding[];
  simulate(config: unknown): { outcome: string };
  upgrade(config: Record<string, unknown>, from: number): Record<string, unknown>;
}

export function defineNode<Schema extends z.ZodType, Word extends string>(
  spec: NodeSpec<Schema, Word>,
): NodeDefinition {
  type Config = z.output<Schema>;
  const parse = (config: unknown): Config => spec.config.parse(config) as Config;
  const word = (locale: Locale, key: string) =>
    Object.hasOwn(spec.words[locale], key) ? spec.words[locale][key as Word] : key;
  const { trigger } = spec;
  return {
    type: spec.type,
    version: spec.version,
    category: spec.category,
    shape: spec.shape,
    icon: spec.icon,
    pinyin: spec.pinyin,
    config: spec.config,
    initial: spec.initial as Record<string, unknown>,
    title: (locale) => word(locale, 'title'),
    help: (locale) => word(locale, 'help'),
    word,
    ports: (config) => {
      const parsed = spec.config.safeParse(config);
      // Ports that depend on a config that isn't valid yet: draw those of the initial one.
      return spec.ports((parsed.success ? parsed.data : { ...spec.initial, ...(config as object) }) as Config);
    },
    summary: (config, locale) => {
      const parsed = spec.config.safeParse(config);
      return parsed.success ? spec.summary(parsed.data as Config, translator(spec.words[locale]), locale) : undefined;
    },
    lower: (config, self) => spec.lower(parse(config), self),
    patientText: (config) => {
      const parsed = spec.config.safeParse(config);
      return parsed.success ? (spec.patientText?.(parsed.data as Config) ?? []) : [];
    },
    ...(trigger ? { trigger: (config: unknown) => trigger(parse(config)) } : {}),
    check: (config) => spec.check?.(parse(config)) ?? [],
    simulate: (config) => spec.simulate?.(parse(config)) ?? { outcome: 'done' },
    upgrade: (config, from) => {
      let current = config;
      for (let v = from + 1; v <= spec.version; v++) current = spec.migrations?.[v]?.(current) ?? current;
      return current;
    },
  };
}
