import { fillIn, type Locale, type Words } from '@suivi/schema';

/** Why somebody goes where, or what speaks against it. A code with the names it is about, never a stored sentence. */
export interface MigrationReason {
  code: MigrationCode;
  params: Record<string, Words[]>;
}

interface Entry extends Words {
  /** Whether a person has to say so before anybody is moved. */
  decide: boolean;
}

export const MIGRATION_REASONS = {
  SAME: { decide: false, zh: '这一步没有变', en: 'The step is the same' },
  OTHER_TIME: {
    decide: false,
    zh: '等的还是同一件事，只是时间或其他设置改了',
    en: 'It waits for the same thing; its time or another setting has changed',
  },
  ASKED_ALREADY: {
    decide: false,
    zh: '已经交给人处理的仍是原来的内容，之后新建的才按新版本',
    en: 'What a person has been asked already stays as it was asked; only what is asked from now on is new',
  },
  INCOMPLETE: {
    decide: true,
    zh: '新版本里这一步还没有填完',
    en: 'The step is not complete in the new version',
  },
  OTHER_MEANING: {
    decide: true,
    zh: '这一步现在等的是另一件事',
    en: 'The step waits for something else now',
  },
  STAGE_GONE: {
    decide: true,
    zh: '这一步少了一个阶段（如升级），可能有人正停在那里',
    en: 'The step has one stage less (such as an escalation), and somebody may stand there',
  },
  PORT_GONE: {
    decide: true,
    zh: '出口{ports}没有了，正在等它的人可能走不下去',
    en: 'Its port {ports} is gone; who waits for it may not get on',
  },
  GONE_SAME_NAME: {
    decide: true,
    zh: '这一步删除了；有一个新的同类步骤与它同名',
    en: 'The step is gone; a new one of its type has its name',
  },
  GONE_SAME_PLACE: {
    decide: true,
    zh: '这一步删除了；有一个新的同类步骤接在同一个出口上',
    en: 'The step is gone; a new one of its type hangs on the same port',
  },
  GONE_NEXT: {
    decide: true,
    zh: '这一步没有了；这是原来在它之后、最近的停留点',
    en: 'The step is gone; this is the nearest place after it where one can stand',
  },
  GONE_BEFORE: {
    decide: true,
    zh: '这一步没有了，之后也没有停留点；这是原来在它之前、最近的一个',
    en: 'The step is gone and nothing after it is left; this is the nearest place before it where one can stand',
  },
  GONE_NOWHERE: {
    decide: true,
    zh: '这一步没有了，附近也没有停留点：只能留在旧版本，或出组',
    en: 'The step is gone and no place is near: stay on the old version, or leave the journey',
  },
  TEXT_AGAIN: {
    decide: true,
    zh: '之后可能再次收到已经收过的{texts}',
    en: 'From there on {texts} may come a second time',
  },
  TEXT_LOST: {
    decide: true,
    zh: '原来会收到的{texts}，移过去之后收不到了',
    en: '{texts} would still have come and does not come any more',
  },
} as const satisfies Record<string, Entry>;

export type MigrationCode = keyof typeof MIGRATION_REASONS;

export const needsDecision = ({ code }: MigrationReason): boolean => MIGRATION_REASONS[code].decide;

/** A reason as a sentence. */
export function reasonWords({ code, params }: MigrationReason, locale: Locale): string {
  const quoted = (names: Words[]) =>
    names.map((name) => (locale === 'zh' ? `「${name.zh}」` : `“${name.en}”`)).join(locale === 'zh' ? '、' : ', ');
  const words = Object.fromEntries(Object.entries(params).map(([key, names]) => [key, quoted(names)]));
  return fillIn(MIGRATION_REASONS[code][locale], words);
}
