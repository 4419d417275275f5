import type { Locale, LocalText, Words } from '@suivi/schema';
import { pickText } from '@suivi/schema';
import { create } from 'zustand';
import { en } from './en.ts';
import { fill, type Params } from './fill.ts';
import { zh } from './zh.ts';

export type WordKey = keyof typeof zh;
export type Say = (key: WordKey, params?: Params) => string;

const BOOKS: Record<Locale, Record<WordKey, string>> = { zh, en };
const STORED_AT = 'suivi.locale';

function firstLocale(): Locale {
  const stored = localStorage.getItem(STORED_AT);
  if (stored === 'zh' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

const useLocaleStore = create<{ locale: Locale }>(() => ({ locale: firstLocale() }));

/** Says a catalogue entry in one language; for code outside of components. */
export const sayIn =
  (locale: Locale): Say =>
  (key, params) =>
    fill(BOOKS[locale][key], params ?? {});

const SAY: Record<Locale, Say> = { zh: sayIn('zh'), en: sayIn('en') };

export function setLocale(locale: Locale): void {
  localStorage.setItem(STORED_AT, locale);
  useLocaleStore.setState({ locale });
}

export const useLocale = (): Locale => useLocaleStore((state) => state.locale);
export const currentLocale = (): Locale => useLocaleStore.getState().locale;

/** The catalogue in the current language: `say('saved', { time })`. The function is stable per language. */
export function useSay(): Say {
  return SAY[useLocale()];
}

/** A text typed by a user, or a sentence of another package, in the current language. */
export function useText(): (text: LocalText | Words | undefined) => string {
  const locale = useLocale();
  return (text) => pickText(text, locale);
}

export const langTag = (locale: Locale): string => (locale === 'zh' ? 'zh-CN' : 'en');
