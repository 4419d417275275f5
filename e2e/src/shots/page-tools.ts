import type { Page } from 'playwright-core';

/** Something on a screen that a reader would stumble over. */
export interface Finding {
  what: string;
  /** The element, as somebody would look for it in the inspector. */
  where: string;
}

/** What the checks of a page share; lives in the page while it is looked at. */
export interface PageTools {
  isShown(element: Element): boolean;
  nameOf(element: Element): string;
  /** Its box on the screen, without what a scrolling or clipping parent hides. */
  boxOf(element: Element): DOMRect;
  isOnCanvas(element: Element): boolean;
}

declare global {
  interface Window {
    __shots: PageTools;
    /** The compiler names nested functions by it. */
    __name: unknown;
  }
}

/** Must run before the checks, once for each page that is loaded. */
export async function giveTools(page: Page): Promise<void> {
  await page.evaluate('window.__name = (named) => named');
  await page.evaluate(installTools);
}

function installTools(): void {
  const isShown = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    // One pixel is how texts are hidden that only screen readers shall find.
    return width > 2 && height > 2;
  };
  const nameOf = (element: Element): string => {
    const own = (one: Element): string => {
      const id = one.getAttribute('data-testid');
      if (id) return `[${id}]`;
      const classes = [...one.classList].filter((name) => !/^m_|^mantine-/.test(name)).slice(0, 2);
      return [one.tagName.toLowerCase(), ...classes].join('.');
    };
    const path = [own(element)];
    for (
      let at = element.parentElement;
      at && at !== document.body && path.length < 4 && !path[0]?.startsWith('[');
      at = at.parentElement
    ) {
      path.unshift(own(at));
    }
    const text = (element.textContent ?? '').trim().replace(/\s+/g, ' ');
    return text ? `${path.join(' ')} “${text.slice(0, 28)}”` : path.join(' ');
  };
  const boxOf = (element: Element): DOMRect => {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (let at = element.parentElement; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const edge = at.getBoundingClientRect();
      [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };
  const isOnCanvas = (element: Element): boolean => element.closest('.react-flow__viewport') !== null;
  window.__shots = { isShown, nameOf, boxOf, isOnCanvas };
}
