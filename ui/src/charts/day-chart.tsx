import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";

import { directionOf, useLocale } from "../messages";
import { type DayScale, dayScale, labelledDays } from "./scale";
import { useWidth } from "./width";

/** A day of a chart, in words. */
export interface ChartDay {
  /** UTC milliseconds of its midnight: what it is known by. */
  readonly at: number;
  /** Under the chart. */
  readonly label: string;
  /** Its date and all its figures: what a screen reader says when the day is reached. */
  readonly spoken: string;
}

/** Where a chart draws. */
export interface ChartArea {
  readonly days: DayScale;
  /** The first and last position that belong to the days. */
  readonly edges: readonly [number, number];
  readonly isRightToLeft: boolean;
}

/** The room for a day's label, pixels. */
const labelHeight = 20;
/** About the width of a letter of a label, pixels. */
const letterWidth = 6.6;

/**
 * Figures by day. A day is reached with the pointer or, the chart being in focus, with the arrow
 * keys; whoever shows its figures beside the chart is told by `onDay`.
 */
export function DayChart({
  name,
  days,
  height,
  gutter,
  onDay,
  children,
}: {
  /** What the chart shows, for a screen reader. */
  readonly name: string;
  readonly days: readonly ChartDay[];
  /** Of the drawing without the labels, pixels. */
  readonly height: number;
  /** Room for the values beside their lines, pixels. */
  readonly gutter: number;
  /** The day that is pointed at; null: none. */
  readonly onDay: (place: number | null) => void;
  readonly children: (area: ChartArea) => ReactNode;
}) {
  const isRightToLeft = directionOf(useLocale().language) === "rtl";
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [reached, setReached] = useState<number | null>(null);
  const reach = (place: number | null) => {
    setReached(place);
    onDay(place);
  };

  const edges = isRightToLeft ? ([0, width - gutter] as const) : ([gutter, width] as const);
  const scale = dayScale(days.length, edges, isRightToLeft);
  const longest = Math.max(0, ...days.map(({ label }) => label.length)) * letterWidth + 18;
  const last = days.length - 1;

  const point = (event: PointerEvent<SVGSVGElement>) =>
    reach(scale.at(event.clientX - event.currentTarget.getBoundingClientRect().x));
  const press = (event: KeyboardEvent) => {
    const [later, earlier] = isRightToLeft
      ? ["ArrowLeft", "ArrowRight"]
      : ["ArrowRight", "ArrowLeft"];
    const from = reached ?? last;
    const steps: Readonly<Record<string, number | null>> = {
      [later ?? ""]: Math.min(last, from + 1),
      [earlier ?? ""]: Math.max(0, from - 1),
      PageUp: Math.max(0, from - 7),
      PageDown: Math.min(last, from + 7),
      Home: 0,
      End: last,
    };
    const next = steps[event.code];
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    reach(next);
  };

  return (
    <div
      aria-label={name}
      aria-valuemax={last}
      aria-valuemin={0}
      aria-valuenow={reached ?? last}
      aria-valuetext={days[reached ?? last]?.spoken}
      className="rounded-small outline-offset-4"
      onBlur={() => reach(null)}
      onFocus={() => reach(reached ?? last)}
      onKeyDown={press}
      ref={frame}
      role="slider"
      tabIndex={0}
    >
      <svg
        aria-hidden="true"
        className="block overflow-visible"
        focusable="false"
        height={height + labelHeight}
        onPointerLeave={() => reach(null)}
        onPointerMove={point}
        width={width}
      >
        {reached !== null && (
          <rect
            className="fill-hover"
            height={height}
            width={scale.band + 4}
            x={scale.start(reached) - 2}
            y={0}
          />
        )}
        {children({ days: scale, edges, isRightToLeft })}
        {labelledDays(days.length, edges[1] - edges[0], longest).map((place) => (
          <text
            className="fill-ink-faint text-[11px]"
            direction={isRightToLeft ? "rtl" : "ltr"}
            key={place}
            textAnchor="middle"
            x={within(scale.middle(place), (longest - 18) / 2, width)}
            y={height + 15}
          >
            {days[place]?.label}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** A label at an edge stays within the drawing. */
function within(middle: number, half: number, width: number): number {
  return Math.max(half, Math.min(width - half, middle));
}
