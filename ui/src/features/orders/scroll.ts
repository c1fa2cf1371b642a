import { elementScroll, observeElementOffset, type Virtualizer } from "@tanstack/react-virtual";

/** Web views draw no element higher than about 33 million pixels. */
const tallest = 30_000_000;

/** How a list that may be higher than an element can be is laid over a scroll bar. */
export interface ScrollScale {
  /** The height of the element that is scrolled. */
  readonly height: number;
  /** Pixels of the list for each pixel of the scroll bar; 1 up to 800,000 dense rows. */
  readonly scale: number;
}

/** The scale of a list of `rows` rows in a view of `view` pixels. */
export function scrollScale(rows: number, rowHeight: number, view: number): ScrollScale {
  const real = rows * rowHeight;
  if (real <= tallest) {
    return { height: real, scale: 1 };
  }
  return { height: tallest, scale: (real - view) / (tallest - view) };
}

type Grid = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Tells the virtualizer where the list is, not where the scroll bar is. */
export function observeScaled(scaleNow: () => number) {
  return (grid: Grid, tell: (offset: number, isScrolling: boolean) => void) =>
    observeElementOffset(grid, (offset, isScrolling) => tell(offset * scaleNow(), isScrolling));
}

/** Scrolls the bar so that the list comes to `offset`. */
export function scrollScaled(scaleNow: () => number) {
  return (
    offset: number,
    options: { adjustments?: number; behavior?: ScrollBehavior },
    grid: Grid,
  ) =>
    elementScroll(
      (offset + (options.adjustments ?? 0)) / scaleNow(),
      options.behavior === undefined ? {} : { behavior: options.behavior },
      grid,
    );
}
