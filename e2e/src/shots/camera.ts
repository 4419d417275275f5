import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { lookOver } from './look-over.ts';
import type { Finding } from './page-tools.ts';
import { settled } from './settled.ts';

export interface Look {
  language: 'zh' | 'en';
  theme: 'light' | 'dark';
}

const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Takes pictures and looks each of them over. */
export class Camera {
  readonly #browser: Browser;
  readonly #folder: string;
  /** By finding, the screens that show it. */
  readonly #found = new Map<string, { finding: Finding; screens: string[] }>();
  taken = 0;

  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** A browser of somebody with this language and theme, and how to take a picture of what it shows. */
  async open({ language, theme }: Look, viewport = DESK) {
    const context = await this.#browser.newContext({
      viewport,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      colorScheme: theme,
    });
    const page = await context.newPage();
    const take = async (name: string): Promise<void> => {
      await settled(page);
      const screen = `${name}-${language}-${theme}`;
      await page.screenshot({ path: join(this.#folder, `${screen}.png`) });
      this.taken += 1;
      await this.#look(page, screen);
    };
    return { page, take, close: () => context.close() };
  }

  async #look(page: Page, screen: string): Promise<void> {
    for (const finding of await lookOver(page)) {
      const key = `${finding.what}\n${finding.where}`;
      const known = this.#found.get(key) ?? { finding, screens: [] };
      known.screens.push(screen);
      this.#found.set(key, known);
    }
  }

  /** One line per finding: the screen, the element, what is wrong with it. */
  report(): string[] {
    return [...this.#found.values()].map(({ finding, screens }) => {
      const [first, ...more] = screens;
      return `${first}${more.length ? ` (+${more.length})` : ''}  ${finding.where}  ${finding.what}`;
    });
  }
}
