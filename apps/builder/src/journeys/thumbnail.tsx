const CATEGORIES = new Set(['trigger', 'time', 'branch', 'message', 'task', 'data', 'exit']);
/** As many rows as 40 px hold. */
const ROWS = 6;

/** The journey in little: one bar per node, top to bottom, in its category's colour. */
export function Thumbnail({ shape }: { shape: readonly string[] }) {
  const known = shape.filter((category) => CATEGORIES.has(category));
  // A long journey keeps its beginning and its end.
  const rows = known.length > ROWS ? [...known.slice(0, ROWS - 1), ...known.slice(-1)] : known;
  return (
    <svg className="gl" width="36" height="40" viewBox="0 0 36 40" aria-hidden="true">
      {rows.map((category, k) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity but their place
          key={k}
          x="14"
          y={2 + 6 * k}
          width="8"
          height={category === 'time' ? 3 : 4}
          rx="1.5"
          fill={`var(--c-${category})`}
        />
      ))}
      {rows.length === 0 && <rect x="14" y="16" width="8" height="8" rx="2" fill="none" stroke="var(--line-2)" />}
    </svg>
  );
}
