import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from "react";

import type { OrderQuery, Settings } from "../../bridge/types";
import { useMessages } from "../../messages";
import type { LoadedOrders } from "../../queries";
import { type Column, fittingColumns, trackSizes } from "./columns";
import { GridHeader } from "./grid-header";
import { GridRow } from "./row";
import { observeScaled, scrollScale, scrollScaled } from "./scroll";
import { useSize } from "./size";

/** Row heights in pixels. */
const rowHeights = { dense: 36, comfortable: 48 } as const;

export interface GridProps {
  readonly query: OrderQuery;
  readonly orders: LoadedOrders;
  readonly settings: Settings;
  /** The row that has the focus, or would get it. */
  readonly active: number;
  /** The uuid of the order that is open beside. */
  readonly open: string | null;
  readonly onActive: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSort: (column: Column) => void;
  /** The rows on the screen, for loading their pages. */
  readonly onRange: (first: number, last: number) => void;
}

/**
 * The list as an ARIA grid whose rows exist only near the screen. The focus is on a row and roves:
 * arrows, Home, End, Page Up and Page Down move it; Enter opens.
 */
export function Grid({
  query,
  orders,
  settings,
  active,
  open,
  onActive,
  onOpen,
  onSort,
  onRange,
}: GridProps) {
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const shown = useMemo(() => fittingColumns(size.width), [size.width]);
  const tracks = trackSizes(shown);
  const count = orders.total?.count ?? 0;
  const rowHeight = rowHeights[settings.density];
  const scaled = scrollScale(count, rowHeight, size.height);
  const scale = useRef(scaled.scale);
  scale.current = scaled.scale;
  const scroll = useMemo(
    () => ({ observe: observeScaled(() => scale.current), to: scrollScaled(() => scale.current) }),
    [],
  );

  const grid = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    observeElementOffset: scroll.observe,
    scrollToFn: scroll.to,
    // The focused row stays in the page wherever one scrolls, or the focus would be lost with it.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return active < count && !rows.includes(active)
        ? [...rows, active].sort((a, b) => a - b)
        : rows;
    },
  });

  // The heights that were measured belong to the density before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row height is what must be measured anew
  useEffect(() => grid.measure(), [grid, rowHeight]);

  const first = grid.range?.startIndex ?? 0;
  const last = grid.range?.endIndex ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);

  useKeepInSight(grid.scrollToIndex, active, count);
  useTopOnNewQuery(scroller, query);

  const rowsInView = Math.max(1, Math.floor(size.height / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = rowAfter(event.code, active, count, rowsInView);
    if (to !== null) {
      event.preventDefault();
      onActive(to);
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      event.preventDefault();
      onOpen(active);
    }
  };

  const offset = grid.scrollOffset ?? 0;
  const shift = offset - offset / scaled.scale;
  return (
    <div
      aria-colcount={shown.length}
      aria-label={translate("orders.name")}
      aria-rowcount={orders.total?.atLeast === true ? -1 : count + 1}
      className="flex min-h-0 flex-1 flex-col"
      role="grid"
    >
      <GridHeader columns={shown} onSort={onSort} query={query} tracks={tracks} />
      {/* The scrollable rows are reached through the rows themselves. */}
      <div
        className="min-h-0 flex-1 overflow-y-scroll"
        onKeyDown={onKeyDown}
        ref={scroller}
        role="rowgroup"
        tabIndex={-1}
      >
        <div
          className="relative overflow-clip"
          role="presentation"
          style={{ blockSize: `${scaled.height}px` }}
        >
          {grid.getVirtualItems().map((item) => (
            <GridRow
              columns={shown}
              height={rowHeight}
              index={item.index}
              isActive={item.index === active}
              isOpen={open !== null && orders.rowAt(item.index)?.uuid === open}
              key={item.key}
              onOpen={onOpen}
              row={orders.rowAt(item.index)}
              settings={settings}
              top={item.start - shift}
              tracks={tracks}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to; null for keys that move nothing. */
function rowAfter(code: string, active: number, count: number, rowsInView: number): number | null {
  const last = Math.max(count - 1, 0);
  switch (code) {
    case "ArrowDown":
      return Math.min(active + 1, last);
    case "ArrowUp":
      return Math.max(active - 1, 0);
    case "PageDown":
      return Math.min(active + rowsInView, last);
    case "PageUp":
      return Math.max(active - rowsInView, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** Scrolls no further than needed when the active row moves. */
function useKeepInSight(
  scrollToIndex: (index: number) => void,
  active: number,
  count: number,
): void {
  const before = useRef(active);
  useEffect(() => {
    if (before.current !== active && active < count) {
      before.current = active;
      scrollToIndex(active);
    }
  }, [scrollToIndex, active, count]);
}

/** Another search, filter or sort begins at its top. */
function useTopOnNewQuery(scroller: RefObject<HTMLDivElement | null>, query: OrderQuery): void {
  const before = useRef(query);
  useEffect(() => {
    if (before.current !== query) {
      before.current = query;
      scroller.current?.scrollTo({ top: 0 });
    }
  }, [scroller, query]);
}
