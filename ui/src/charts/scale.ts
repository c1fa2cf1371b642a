/** Where marks stand. Pure; positions are pixels of the drawing, which know no direction of reading. */
import { scaleBand, scaleLinear } from "@visx/scale";

/** How the days lie side by side, from the first to the last in the direction of reading. */
export interface DayScale {
  /** Where the column of a day begins. */
  readonly start: (place: number) => number;
  /** The middle of the column of a day. */
  readonly middle: (place: number) => number;
  /** How wide a column is. */
  readonly band: number;
  /** The day under a position. */
  readonly at: (position: number) => number;
}

/** Days between two edges of the drawing. Read from right to left, the first is at the right. */
export function dayScale(
  count: number,
  edges: readonly [number, number],
  isRightToLeft: boolean,
): DayScale {
  const [low, high] = edges;
  const scale = scaleBand<number>({
    domain: Array.from({ length: count }, (_, place) => place),
    range: isRightToLeft ? [high, low] : [low, high],
    paddingInner: count > 45 ? 0.2 : 0.28,
  });
  const band = scale.bandwidth();
  const start = (place: number) => scale(place) ?? low;
  const step = scale.step() || 1;
  return {
    start,
    middle: (place) => start(place) + band / 2,
    band,
    at: (position) => {
      const steps = (isRightToLeft ? high - position : position - low) / step;
      return Math.min(count - 1, Math.max(0, Math.floor(steps)));
    },
  };
}

/** How high a value stands. */
export interface ValueScale {
  /** The position of a value. */
  readonly of: (value: number) => number;
  /** Round values to draw lines at. */
  readonly ticks: readonly number[];
}

/** Values between two positions, with nothing at the first of them and `greatest` near the second. */
export function valueScale(
  values: readonly [number, number],
  positions: readonly [number, number],
  lines = 2,
): ValueScale {
  const [least, greatest] = values;
  const scale = scaleLinear<number>({
    // A chart of nothing still has a base line.
    domain: [least, least === greatest ? least + 1 : greatest],
    range: [...positions],
    nice: lines,
  });
  return {
    of: (value) => scale(value),
    ticks: scale.ticks(lines).filter((tick) => Number.isInteger(tick)),
  };
}

/** The days that get a label, counted back from the last so that today always has one. */
export function labelledDays(count: number, width: number, labelWidth: number): number[] {
  const fits = Math.max(1, Math.floor(width / labelWidth));
  const step = Math.max(1, Math.ceil(count / fits));
  const places: number[] = [];
  for (let place = count - 1; place >= 0; place -= step) {
    places.push(place);
  }
  return places;
}
