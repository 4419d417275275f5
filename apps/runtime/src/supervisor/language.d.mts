/** One text for people, in both languages of the product. */
export interface Words {
  zh: string;
  en: string;
}

/** Picks Chinese or English as POSIX does: LC_ALL, then LC_MESSAGES, then LANG. */
export function inLanguageOf(env: Record<string, string | undefined>): (words: Words) => string;
