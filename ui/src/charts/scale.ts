/**
 * Where marks stand. Pure; positions are pixels of the drawing, which know no direction of reading.
 *
 * Only the choice of round values is a library's: d3-scale brings d3-color along, which assigns to
 * `constructor` as it is loaded, and the shell's frozen `Object.prototype` refuses that.
 */
import { nice, ticks } from "d3-array";

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
  const gap = count > 45 ? 0.2 : 0.28;
  // There is a gap between two columns, and none at the edges. Before it is measured a drawing has
  // no room at all.
  const step = Math.max(0, high - low) / Math.max(1, count - gap) || 1;
  const band = step * (1 - gap);
  const start = (place: number) => low + step * (isRightToLeft ? count - 1 - place : place);
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
  // A chart of nothing still has a base line.
  const [low, high] = nice(least, least === greatest ? least + 1 : greatest, lines);
  const [first, second] = positions;
  return {
    of: (value) => first + ((value - low) / (high - low)) * (second - first),
    ticks: ticks(low, high, lines).filter((tick) => Number.isInteger(tick)),
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
