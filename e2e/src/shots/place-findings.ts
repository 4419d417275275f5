import type { Finding } from './page-tools.ts';

/** Runs in the page: controls and nodes that lie on each other, what leaves the screen, a page that scrolls sideways. */
export function placeFindings(): Finding[] {
  const { isShown, nameOf, boxOf, isOnCanvas } = window.__shots;
  const found: Finding[] = [];
  const LAYERS = '[role="dialog"], [role="menu"], [role="listbox"], [role="alert"], [role="tooltip"]';
  const shared = (a: DOMRect, b: DOMRect): [number, number] => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];
  const overlaps = (a: DOMRect, b: DOMRect): boolean => {
    const [width, height] = shared(a, b);
    return width > 2 && height > 2;
  };

  const { scrollWidth } = document.documentElement;
  if (scrollWidth > window.innerWidth + 1)
    found.push({ what: `the page scrolls sideways: ${scrollWidth} px`, where: 'html' });

  const controls = [
    ...document.body.querySelectorAll('a[href], button, input, select, textarea, [role="button"]'),
  ].filter((element) => isShown(element) && !isOnCanvas(element) && isReached(element));
  for (const [index, control] of controls.entries()) {
    const box = boxOf(control);
    const { left, right } = control.getBoundingClientRect();
    if (!scrolled(control) && (left < -1 || right > window.innerWidth + 1)) {
      found.push({ what: 'lies outside the screen', where: nameOf(control) });
    }
    for (const other of controls.slice(index + 1)) {
      if (control.contains(other) || other.contains(control)) continue;
      if (control.closest('label') && control.closest('label') === other.closest('label')) continue;
      if (isAdornment(control, other) || isAdornment(other, control)) continue;
      if (control.closest(LAYERS) !== other.closest(LAYERS) || !overlaps(box, boxOf(other))) continue;
      found.push({ what: `lies on ${nameOf(other)}`, where: nameOf(control) });
    }
  }
  const nodes = [...document.querySelectorAll('[data-testid="node"]')].filter(isShown);
  for (const [index, node] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      if (!overlaps(node.getBoundingClientRect(), other.getBoundingClientRect())) continue;
      found.push({ what: `node lies on ${other.getAttribute('data-node')}`, where: nameOf(node) });
    }
  }
  const floats = [...document.querySelectorAll('.mid .float')].filter(isShown);
  for (const node of nodes) {
    for (const float of floats) {
      if (!overlaps(node.getBoundingClientRect(), float.getBoundingClientRect())) continue;
      found.push({ what: `lies under ${nameOf(float).replace(/ “.*/, '')}`, where: nameOf(node) });
    }
  }
  const canvas = document.querySelector('.react-flow')?.getBoundingClientRect();
  const isWhole = canvas && nodes.every((node) => isWithin(node.getBoundingClientRect(), canvas));
  for (const wire of isWhole ? document.querySelectorAll('.react-flow__edge') : []) {
    if (canvas && !isWithin(wire.getBoundingClientRect(), canvas)) {
      found.push({ what: 'runs out of the canvas', where: `wire ${wire.getAttribute('data-id')}` });
    }
  }
  return found;

  function isWithin(inner: DOMRect, outer: DOMRect): boolean {
    return (
      inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
    );
  }

  /** A button inside the frame of a field belongs to it: shows the password, empties the search. */
  function isAdornment(field: Element, button: Element): boolean {
    const [outer, inner] = [field.getBoundingClientRect(), button.getBoundingClientRect()];
    if (!field.matches('input, textarea')) return false;
    return inner.left >= outer.left && inner.right <= outer.right + 1 && inner.top >= outer.top - 1;
  }

  /** Not behind a dialog or scrolled away: a click on its middle would be its own. */
  function isReached(element: Element): boolean {
    const box = boxOf(element);
    const [width, height] = shared(box, new DOMRect(0, 0, window.innerWidth, window.innerHeight));
    if (width < 2 || height < 2) return false;
    const hit = document.elementFromPoint(Math.max(0, box.left) + width / 2, Math.max(0, box.top) + height / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  }

  function scrolled(element: Element): boolean {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    }
    return false;
  }
}
