declare global {
  interface Window {
    /** The newest counts on the screen, for measuring "row committed → painted". */
    __suiviPaint?: { cursor: string; at: number };
  }
}

/** Notes that the counts up to `cursor` are on the screen: two frames later, so after the frame that drew them. */
export function markPainted(cursor: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      performance.mark(`suivi.painted ${cursor}`);
      window.__suiviPaint = { cursor, at: Date.now() };
      document.documentElement.dataset.liveCursor = cursor;
    }),
  );
}
