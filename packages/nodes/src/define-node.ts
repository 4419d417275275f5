import {
  type Address,
  type Diagnostic,
  type Exit,
  type ExitRule,
  type Goal,
  type Guard,
  type Locale,
  type Millis,
  type NodeId,
  type Op,
  type PortId,
  parseDuration,
  type Requirement,
  type Trigger,
} from '@suivi/schema';
import type { z } from 'zod';
import { hidingOf } from './hidden-fields.ts';
import { type Translate, translator, type WordBook } from './translate.ts';

export type Category = 'trigger' | 'time' | 'branch' | 'message' | 'task' | 'data' | 'exit';

/** A rule for the whole journey: no wire leads to it, and it acts in any wait. */
export type Rule = { exit: Omit<ExitRule, 'node'> } | { goal: Omit<Goal, 'node'> } | { guard: Omit<Guard, 'node'> };
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
  /** Address of the node's k-th further instruction (1, 2 …), which belongs to the same visit. */
  step(k: number): Address;
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
  /** Called for drafts too, so it must read lists of a config that is not complete with care (`idsOf`). */
  ports(config: z.output<Schema>): Port[];
  /** The name of a port that the config brings along, such as an outcome; others are named by the word `port.<id>`. */
  portLabel?(config: z.output<Schema>, id: PortId, locale: Locale): string | undefined;
  /** What the node does, in a sentence of at most 14 Han or 27 Latin characters where possible. */
  summary(config: z.output<Schema>, t: Translate<Word>, locale: Locale): string;
  /** Its instructions: the first at the node's own address, the k-th further one at `self.step(k)`. Rules have none. */
  lower?(config: z.output<Schema>, self: LoweringSelf): Op | Op[];
  /** A rule for the whole journey instead of a step of it. */
  rule?(config: z.output<Schema>, self: LoweringSelf): Rule;
  /** What it needs from the organization: patient fields, staff groups. Becomes the journey's `requires`. */
  needs?(config: z.output<Schema>): Partial<Requirement>;
  /**
   * Outcomes of a node with an activity of its own (activity.ts), run by `callNode` on the task queue of its pack. With
   * them `lower` may be left out: the config goes to the activity, and each outcome that is a port takes it.
   */
  outcomes?: readonly string[];
  /** How long one try of the activity may take, ISO 8601; default `PT10S`. */
  timeout?: string;
  /** Tries in all before the outcome `failed`; default 5, with growing pauses. */
  attempts?: number;
  /** Manifest of the activity: what it reads and writes of the patient, and hosts or systems that data goes to. */
  reads?: readonly string[];
  writes?: readonly string[];
  egress?: readonly string[];
  /** Texts a patient may get; a node that declares any needs an approval before it is published. */
  patientText?(config: z.output<Schema>): PatientText[];
  /** How people enter; only triggers have it, and the compiler wants exactly one. */
  trigger?(config: z.output<Schema>): Trigger;
  /** Ends the track of a guard only: a journey needs another exit. */
  endsTrack?: true;
  check?(config: z.output<Schema>): NodeFinding[];
  /** The outcome of an acting node where nothing real may happen: dry run, rehearsal. */
  simulate?(config: z.output<Schema>): { outcome: string };
  /** Brings a config of the version before up to the version that is the key. */
  migrations?: Record<number, (old: Record<string, unknown>) => Record<string, unknown>>;
}

export interface NodeActivity {
  outcomes: readonly string[];
  timeout: Millis;
  attempts: number;
  reads: readonly string[];
  writes: readonly string[];
  egress: readonly string[];
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
  /** The config without the fields that its form hides: what is left in them must not block anything. */
  visible(config: unknown): unknown;
  title(locale: Locale): string;
  help(locale: Locale): string;
  /** A word of this node; an unknown key comes back as it is. */
  word(locale: Locale, key: string): string;
  /** Ports of a config that may be incomplete: a draft must be drawable at any time. */
  ports(config: unknown): Port[];
  /** The name of a port: the config's own, else the word `port.<id>`, else the id. */
  portLabel(config: unknown, id: PortId, locale: Locale): string;
  summary(config: unknown, locale: Locale): string | undefined;
  /** Its instructions in order of their steps; none for a rule. */
  lower(config: unknown, self: LoweringSelf): Op[];
  rule?(config: unknown, self: LoweringSelf): Rule;
  needs(config: unknown): Partial<Requirement>;
  /** The activity of a node that has one of its own. */
  activity?: NodeActivity;
  patientText(config: unknown): PatientText[];
  trigger?(config: unknown): Trigger;
  endsTrack: boolean;
  check(config: unknown): NodeFinding[];
  simulate(config: unknown): { outcome: string };
  upgrade(config: Record<string, unknown>, from: number): Record<string, unknown>;
}

export function defineNode<Schema extends z.ZodType, Word extends string>(
  spec: NodeSpec<Schema, Word>,
): NodeDefinition & { config: Schema } {
  type Config = z.output<Schema>;
  const visible = hidingOf(spec.config, spec.initial as Record<string, unknown>);
  const parse = (config: unknown): Config => spec.config.parse(visible(config)) as Config;
  const tryParse = (config: unknown) => spec.config.safeParse(visible(config));
  // Ports may depend on a config that isn't valid yet: read what is there over the initial one.
  const draft = (config: unknown): Config => {
    const parsed = tryParse(config);
    return (parsed.success ? parsed.data : { ...spec.initial, ...(config as object) }) as Config;
  };
  const word = (locale: Locale, key: string) =>
    Object.hasOwn(spec.words[locale], key) ? spec.words[locale][key as Word] : key;
  const { trigger, rule } = spec;
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
    visible,
    ports: (config) => spec.ports(draft(config)),
    portLabel: (config, id, locale) => {
      const key = `port.${id}`;
      const known = word(locale, key);
      return spec.portLabel?.(draft(config), id, locale) || (known === key ? id : known);
    },
    summary: (config, locale) => {
      const parsed = tryParse(config);
      if (!parsed.success) return undefined;
      // What is complete by its schema may still lack the one thing that it says.
      return spec.summary(parsed.data as Config, translator(spec.words[locale]), locale) || undefined;
    },
    lower: (config, self) => lowered(spec, parse(config), self),
    ...(rule ? { rule: (config: unknown, self: LoweringSelf) => rule(parse(config), self) } : {}),
    needs: (config) => {
      if (!spec.needs) return {};
      const parsed = tryParse(config);
      return parsed.success ? spec.needs(parsed.data as Config) : {};
    },
    ...(spec.outcomes ? { activity: activityOf(spec, spec.outcomes) } : {}),
    patientText: (config) => {
      if (!spec.patientText) return [];
      const parsed = tryParse(config);
      return parsed.success ? spec.patientText(parsed.data as Config) : [];
    },
    ...(trigger ? { trigger: (config: unknown) => trigger(parse(config)) } : {}),
    endsTrack: spec.endsTrack ?? false,
    check: (config) => spec.check?.(parse(config)) ?? [],
    simulate: (config) => spec.simulate?.(parse(config)) ?? { outcome: 'done' },
    upgrade: (config, from) => {
      let current = config;
      for (let v = from + 1; v <= spec.version; v++) current = spec.migrations?.[v]?.(current) ?? current;
      return current;
    },
  };
}

/** What an acting node sends to its activity: enough to run it, and the version whose meaning it has. */
export const CALL_NODE = 'callNode';

function lowered<Schema extends z.ZodType, Word extends string>(
  spec: NodeSpec<Schema, Word>,
  config: z.output<Schema>,
  self: LoweringSelf,
): Op[] {
  if (spec.lower) return [spec.lower(config, self)].flat();
  if (!spec.outcomes) return [];
  const ports = spec.ports(config).map(({ id }) => id);
  const [first] = ports;
  if (first === undefined) throw new Error(`node type ${spec.type} has an activity and no port to go on by`);
  const drawn = spec.outcomes.filter((outcome) => ports.includes(outcome));
  const { outcomes, timeout, attempts } = activityOf(spec, spec.outcomes);
  return [
    {
      op: 'act',
      node: self.id,
      kind: CALL_NODE,
      // Outcomes too: a later version of the node must not take this plan's patients where it has no port.
      with: { type: spec.type, version: spec.version, config, outcomes, timeout, attempts },
      outcomes: Object.fromEntries(drawn.map((outcome) => [outcome, self.port(outcome)])),
      next: self.port(first),
    },
  ];
}

function activityOf(
  spec: Pick<NodeSpec<z.ZodType, string>, 'timeout' | 'attempts' | 'reads' | 'writes' | 'egress'>,
  outcomes: readonly string[],
): NodeActivity {
  const { attempts = 5, reads = [], writes = [], egress = [] } = spec;
  const timeout = parseDuration(spec.timeout ?? 'PT10S');
  if (!timeout) throw new Error(`${spec.timeout} is no length of time for an activity`);
  return { outcomes, timeout, attempts, reads, writes, egress };
}
