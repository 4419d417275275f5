/** The arrow heads of the canvas, 8 × 6, referenced by id from every wire. */
export function WireMarkers() {
  return (
    <svg className="markers" aria-hidden="true">
      <defs>
        {['arrow', 'arrow-hot'].map((id) => (
          <marker
            key={id}
            id={id}
            viewBox="0 0 6 8"
            markerWidth="6"
            markerHeight="8"
            refX="6"
            refY="4"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0L6 4L0 8z" className={id === 'arrow' ? 'ah' : 'ah hot'} />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
