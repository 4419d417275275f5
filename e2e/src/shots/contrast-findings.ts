import type { Finding } from './page-tools.ts';

/** Runs in the page: texts and icons of controls that stand out too little from what is behind them (WCAG 1.4.3, 1.4.11). */
export function contrastFindings(): Finding[] {
  type Color = [red: number, green: number, blue: number, alpha: number];
  const { isShown, nameOf } = window.__shots;
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map<string, Color>();
  const colorOf = (css: string): Color => {
    const before = known.get(css);
    if (before || !pen) return before ?? [0, 0, 0, 0];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
    const color: Color = [red, green, blue, alpha / 255];
    known.set(css, color);
    return color;
  };
  const over = ([r, g, b, a]: Color, [R, G, B]: Color): Color => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];
  /** What lies behind an element; undefined where a picture or gradient does. */
  const behind = (element: Element): Color | undefined => {
    const layers: Color[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== 'none') return undefined;
      const color = colorOf(backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reduceRight<Color>((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const light = ([red, green, blue]: Color): number => {
    const part = (value: number): number => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  };
  const ratio = (a: Color, b: Color): number => {
    const [bright = 0, dark = 0] = [light(a), light(b)].sort((x, y) => y - x);
    return (bright + 0.05) / (dark + 0.05);
  };
  const opacity = (element: Element): number => {
    let product = 1;
    for (let at: Element | null = element; at; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
    return product;
  };
  const isOff = (element: Element): boolean =>
    element.closest(':disabled, [aria-disabled="true"], [data-disabled="true"], [inert]') !== null;

  const found: Finding[] = [];
  const look = (element: Element, css: string, wanted: number, what: string): void => {
    const ground = behind(element);
    if (!ground || isOff(element)) return;
    const [red, green, blue, alpha] = colorOf(css);
    const has = ratio(over([red, green, blue, alpha * opacity(element)], ground), ground);
    if (has < wanted - 0.05) found.push({ what: `${what} ${has.toFixed(1)} of ${wanted}`, where: nameOf(element) });
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!isShown(element)) continue;
    const style = getComputedStyle(element);
    if (element.matches('button svg, a svg')) look(element, style.color, 3, 'contrast of an icon');
    if (element instanceof SVGElement) continue;
    const says = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
    if (!says) continue;
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18 && Number(style.fontWeight) >= 600);
    look(element, style.color, isLarge ? 3 : 4.5, 'contrast of text');
  }
  return found;
}
