import { Bar } from "@visx/shape";

/** One column from a base line to a value, upwards or downwards; a value that is there is seen. */
export function Column({
  x,
  width,
  base,
  top,
  className,
  fill,
}: {
  readonly x: number;
  readonly width: number;
  readonly base: number;
  readonly top: number;
  readonly className: string;
  /** A pattern in the place of the colour. */
  readonly fill?: string;
}) {
  if (base === top) {
    return null;
  }
  const height = Math.max(1.5, Math.abs(base - top));
  return (
    <Bar
      className={className}
      fill={fill ?? "currentColor"}
      height={height}
      rx={Math.min(2, width / 4)}
      width={width}
      x={x}
      y={top < base ? base - height : base}
    />
  );
}
