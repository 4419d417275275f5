import type { Finding } from './page-tools.ts';

/** Runs in the page: texts that are cut or run out of their box, and print that is too small. */
export function textFindings(): Finding[] {
  const SMALLEST_PX = 11;
  const { isShown, nameOf, isOnCanvas } = window.__shots;
  const found: Finding[] = [];
  const tell = (what: string, element: Element): void => {
    found.push({ what, where: nameOf(element) });
  };
  const textsOf = (element: Element): Text[] =>
    [...element.childNodes].filter((node): node is Text => node instanceof Text && node.data.trim() !== '');
  /** The whole text can be had: by a title, or because the element says it all to a screen reader and in a hover card. */
  const isToldElsewhere = (element: Element): boolean =>
    element.closest('[title]:not([title=""]), [aria-label]') !== null;

  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (element instanceof SVGElement || !isShown(element)) continue;
    const texts = textsOf(element);
    if (texts.length === 0) continue;
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    if (size < SMALLEST_PX) tell(`font of ${size} px`, element);
    if (element.matches('textarea, input, select, option')) continue;
    const clips = style.overflowX === 'hidden' || style.overflowX === 'clip';
    const tooWide = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    if (tooWide && style.overflowX === 'visible') tell('text runs out of its box', element);
    if (tooWide && clips && !isToldElsewhere(element)) tell('text is cut and told nowhere', element);
    if (tooWide && clips && style.textOverflow !== 'ellipsis') tell('text is cut without an ellipsis', element);
    const tooHigh = element.clientHeight > 0 && element.scrollHeight > element.clientHeight + 3;
    if (tooHigh && clips && !isToldElsewhere(element)) tell('lines are cut and told nowhere', element);
    if (isOnCanvas(element) && element.closest('[data-testid="node"]') === null) continue;
    for (const text of texts) clippedBy(text, element);
  }
  return found;

  /** A parent without a scrollbar of its own hides the end of it. */
  function clippedBy(text: Text, element: Element): void {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, width } = range.getBoundingClientRect();
    const scrolls = (one: Element): boolean => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
    if (width === 0 || getComputedStyle(element).overflowX !== 'visible') return;
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowX, textOverflow } = getComputedStyle(at);
      if (scrolls(at) || at.classList.contains('react-flow')) return;
      if (overflowX === 'visible') continue;
      const edge = at.getBoundingClientRect();
      if (right <= edge.right + 1 && left >= edge.left - 1) continue;
      if (textOverflow === 'ellipsis' && isToldElsewhere(at)) return;
      return tell(`text is cut by ${nameOf(at).replace(/ “.*/, '')}`, element);
    }
  }
}
