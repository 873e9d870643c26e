import type { PlacedLabel } from './label-places.ts';

/** A number or a last day beside a point. */
export function PointLabelText({ label: { x, y, text, leader } }: { label: PlacedLabel }) {
  return (
    <>
      {leader && (
        <line className="chart-point-leader" x1={leader.x} x2={leader.x} y1={leader.y1} y2={leader.y2} />
      )}
      <text className="chart-point-label" x={x} y={y} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
