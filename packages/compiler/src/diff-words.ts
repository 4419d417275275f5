import { amidHan } from '@suivi/nodes';
import type { Locale, Words } from '@suivi/schema';
import type { Change, JourneyDiff, Said, Target } from './journey-change.ts';

/** A diff as sentences, one per change: "「首次提醒」的「等到」从 7 天改为 10 天". Never empty. */
export function diffProse({ changes, moved }: JourneyDiff, locale: Locale): string[] {
  const tell = TELL[locale];
  const sentences = changes.map((change) => tell.change(change));
  if (moved.length > 0) sentences.push(tell.moved(moved.length));
  return sentences.length > 0 ? sentences : [tell.same];
}

interface Teller {
  change(change: Change): string;
  moved(count: number): string;
  same: string;
}

type FieldLike = Extract<Change, { kind: 'setting' | 'field' }>;

const TELL: Record<Locale, Teller> = {
  zh: {
    change: (change) => {
      switch (change.kind) {
        case 'setting':
          return zhField(`旅程的${change.label.zh}`, change);
        case 'promise':
          return `${change.from ? (change.to ? '改了' : '删除') : '新增'}服务承诺「${change.title.zh}」`;
        case 'added':
          return `新增「${change.name.zh}」${zhNote(change)}`;
        case 'removed':
          return `删除「${change.name.zh}」${zhNote(change)}`;
        case 'replaced':
          return `「${change.name.zh}」从「${change.from.title.zh}」换成「${change.to.title.zh}」`;
        case 'renamed':
          return zhRenamed(change);
        case 'field':
          return zhField(`「${change.name.zh}」的「${change.label.zh}」`, change);
        case 'rewired':
          return zhRewired(change);
      }
    },
    moved: (count) => `${count} 个节点只移动了位置`,
    same: '内容没有变化',
  },
  en: {
    change: (change) => {
      switch (change.kind) {
        case 'setting':
          return enField(`${change.label.en} of the journey`, change);
        case 'promise':
          return `Promise “${change.title.en}” ${change.from ? (change.to ? 'has changed' : 'is gone') : 'is new'}`;
        case 'added':
          return `New step “${change.name.en}”${enNote(change)}`;
        case 'removed':
          return `Step “${change.name.en}” is gone${enNote(change)}`;
        case 'replaced':
          return `“${change.name.en}” is no longer “${change.from.title.en}” but “${change.to.title.en}”`;
        case 'renamed':
          return enRenamed(change);
        case 'field':
          return enField(`“${change.label.en}” of “${change.name.en}”`, change);
        case 'rewired':
          return enRewired(change);
      }
    },
    moved: (count) => `${count} ${count === 1 ? 'node lies' : 'nodes lie'} elsewhere on the canvas only`,
    same: 'Nothing has changed in what it says',
  },
};

type Described = Extract<Change, { kind: 'added' | 'removed' }>;
type Renamed = Extract<Change, { kind: 'renamed' }>;
type Rewired = Extract<Change, { kind: 'rewired' }>;

const zhNote = ({ name, title, summary }: Described): string => {
  const parts = [name.zh.startsWith(title.zh) ? '' : title.zh, summary?.zh ?? ''].filter(Boolean);
  return parts.length > 0 ? `（${parts.join('：')}）` : '';
};

const enNote = ({ name, title, summary }: Described): string => {
  const parts = [name.en.startsWith(title.en) ? '' : title.en, summary?.en ?? ''].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(': ')})` : '';
};

/** The words that tell two values apart: those of this language, else of the other one, else none do. */
function apart(from: Said, to: Said, locale: Locale): [string, string] | undefined {
  const other = locale === 'zh' ? 'en' : 'zh';
  const found = ([locale, other] as const).find((each) => from.words[each] !== to.words[each]);
  return found && [from.words[found], to.words[found]];
}

function zhField(what: string, { from, to, text }: FieldLike): string {
  // A length or a number needs no quotes; words among words would run together without them.
  const say = (words: string) => (text || !/^[\x21-\x7e]/.test(words) ? `「${words}」` : amidHan(words));
  if (!from && to) return `${what}填写为${say(to.words.zh).trimEnd()}`;
  if (from && !to) return `${what}去掉了，原为${say(from.words.zh).trimEnd()}`;
  const words = from && to && apart(from, to, 'zh');
  if (!words) return `${what}改了，但读起来一样`;
  return `${what}从${say(words[0])}改为${say(words[1])}`.trimEnd();
}

function enField(what: string, { from, to, text }: FieldLike): string {
  const say = (words: string) => (text ? `“${words}”` : words);
  if (!from && to) return `${what} is now ${say(to.words.en)}; it was empty`;
  if (from && !to) return `${what} is empty now; it was ${say(from.words.en)}`;
  const words = from && to && apart(from, to, 'en');
  if (!words) return `${what} has changed, but reads the same`;
  return `${what} changes from ${say(words[0])} to ${say(words[1])}`;
}

const differ = ({ from, to }: { from: Words; to: Words }, locale: Locale): Locale =>
  from[locale] === to[locale] ? (locale === 'zh' ? 'en' : 'zh') : locale;

function zhRenamed(change: Renamed): string {
  const locale = differ(change, 'zh');
  return `「${change.from[locale]}」改名为「${change.to[locale]}」`;
}

function enRenamed(change: Renamed): string {
  const locale = differ(change, 'en');
  return `“${change.from[locale]}” is called “${change.to[locale]}” now`;
}

function zhRewired({ name, label, from, to }: Rewired): string {
  const port = `「${name.zh}」的出口「${label.zh}」`;
  const targets = (all: Target[]) => all.map((each) => `「${each.name.zh}」`).join('、');
  if (from.length === 0) return `${port}连到${targets(to)}`;
  if (to.length === 0) return `${port}断开，原来连到${targets(from)}`;
  return `${port}从${targets(from)}改连到${targets(to)}`;
}

function enRewired({ name, label, from, to }: Rewired): string {
  const port = `Port “${label.en}” of “${name.en}”`;
  const targets = (all: Target[]) => all.map((each) => `“${each.name.en}”`).join(', ');
  if (from.length === 0) return `${port} leads to ${targets(to)}`;
  if (to.length === 0) return `${port} leads nowhere now; it led to ${targets(from)}`;
  return `${port} leads to ${targets(to)} instead of ${targets(from)}`;
}
