import type { Category } from '@suivi/nodes';
import { iconOf } from './icons.ts';

/** The shape says the category before its colour does. */
function TileShape({ category }: { category: Category }) {
  switch (category) {
    case 'trigger':
      return <circle className="sh" cx="14" cy="14" r="13" />;
    case 'time':
      return <circle className="sh" cx="14" cy="14" r="12.2" />;
    case 'branch':
      return <rect className="sh" x="4.2" y="4.2" width="19.6" height="19.6" rx="4" transform="rotate(45 14 14)" />;
    case 'message':
      return (
        <path
          className="sh"
          d="M8 1.5h12A6.5 6.5 0 0 1 26.5 8v9A6.5 6.5 0 0 1 20 23.5H10.5L3 27.3V21.8A6.5 6.5 0 0 1 1.5 17V8A6.5 6.5 0 0 1 8 1.5z"
        />
      );
    case 'task':
      return <rect className="sh" x="1.5" y="1.5" width="25" height="25" rx="5" />;
    case 'data':
      return <path className="sh" d="M14 1.4 24.9 7.7v12.6L14 26.6 3.1 20.3V7.7z" strokeLinejoin="round" />;
    case 'exit':
      return <path className="sh" d="M9.3 1.8h9.4l7.5 7.5v9.4l-7.5 7.5H9.3l-7.5-7.5V9.3z" strokeLinejoin="round" />;
  }
}

/** A node's tile: shape by category, icon by type. Its size comes from CSS; it stands inside a `k-<category>`. */
export function Tile({ category, icon }: { category: Category; icon: string | undefined }) {
  const Icon = iconOf(icon);
  return (
    <svg className="tile" viewBox="0 0 28 28" aria-hidden="true">
      <TileShape category={category} />
      <Icon className="ic" x={6.5} y={category === 'message' ? 5 : 6.5} width={15} height={15} />
    </svg>
  );
}
