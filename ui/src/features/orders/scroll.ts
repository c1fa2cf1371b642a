import { observeElementOffset, type Virtualizer } from "@tanstack/react-virtual";

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

/**
 * Where a list that stands at `offset` has to stand to show a row whole; no further away than
 * needed. All in pixels of the list.
 */
export function offsetShowing(
  index: number,
  rowHeight: number,
  offset: number,
  view: number,
): number {
  const top = index * rowHeight;
  return top < offset ? top : Math.max(offset, top + rowHeight - view);
}

/** Rows that were in view: the index of the first, and their uuids; none where one was not loaded. */
export interface Sight {
  readonly first: number;
  readonly uuids: readonly (string | undefined)[];
}

/**
 * By how many rows what was in view has moved. One row that went elsewhere, as when the list is
 * sorted by what changed in it, moves nothing: the way that most rows went counts.
 */
export function rowsMoved({ first, uuids }: Sight, indexOf: (uuid: string) => number): number {
  const votes = new Map<number, number>();
  uuids.forEach((uuid, place) => {
    const index = uuid === undefined ? -1 : indexOf(uuid);
    if (index >= 0) {
      const moved = index - first - place;
      votes.set(moved, (votes.get(moved) ?? 0) + 1);
    }
  });
  const [most] = [...votes].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 0;
}
