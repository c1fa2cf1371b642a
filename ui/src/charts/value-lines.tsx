import type { ValueScale } from "./scale";

/** Hair lines at round values, each with its value at the beginning of the line. */
export function ValueLines({
  scale,
  words,
  edges,
  isRightToLeft,
}: {
  readonly scale: ValueScale;
  readonly words: (value: number) => string;
  readonly edges: readonly [number, number];
  readonly isRightToLeft: boolean;
}) {
  const [low, high] = edges;
  return scale.ticks.map((tick) => (
    <g key={tick}>
      <line
        className={tick === 0 ? "stroke-line-strong" : "stroke-line"}
        shapeRendering="crispEdges"
        x1={low}
        x2={high}
        y1={scale.of(tick)}
        y2={scale.of(tick)}
      />
      <text
        className="fill-ink-faint text-[11px]"
        dominantBaseline="middle"
        direction={isRightToLeft ? "rtl" : "ltr"}
        textAnchor="end"
        x={isRightToLeft ? high + 6 : low - 6}
        y={scale.of(tick)}
      >
        {words(tick)}
      </text>
    </g>
  ));
}
