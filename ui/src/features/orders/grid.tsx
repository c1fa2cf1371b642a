import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";

import type { OrderQuery, Settings, SortField } from "../../bridge/types";
import { rowAfter } from "../../design";
import { useMessages } from "../../messages";
import type { LoadedOrders } from "../../queries";
import { isChosen, isNothing, type Selection, sizeOf } from "../../selection";
import { type Column, trackSizes } from "./columns";
import { GridHeader } from "./grid-header";
import { GridRow } from "./row";
import { observeScaled, offsetShowing, rowsMoved, type Sight, scrollScale } from "./scroll";
import { useSize } from "./size";
import type { FoundPlacing } from "./use-found-columns";

/** Row heights in pixels. */
const rowHeights = { dense: 36, comfortable: 48 } as const;

/** Rows that are moved together. */
const rowsInBlock = 500;

/** Which row is active. */
export interface ActiveRow {
  readonly index: number;
  /** How often a person went to a row; the index alone also changes when rows come and go. */
  readonly moves: number;
}

export interface GridProps {
  readonly query: OrderQuery;
  readonly orders: LoadedOrders;
  readonly settings: Settings;
  /** The columns for which there is room. */
  readonly columns: readonly Column[];
  /** Where rows say in what they were found; none: the columns show it. */
  readonly found: FoundPlacing | null;
  /** How much room there is for them, in pixels. */
  readonly onWidth: (width: number) => void;
  /** The row that has the focus, or would get it. */
  readonly active: ActiveRow;
  /** The uuid of the order that is open beside. */
  readonly open: string | null;
  readonly selection: Selection;
  readonly onActive: (index: number) => void;
  /** A row is chosen or no longer; with `stretch` all from the active one to it. */
  readonly onChoose: (index: number, how: "one" | "stretch") => void;
  readonly onChooseAll: (isAll: boolean) => void;
  /** The focus came to the active row: it is that order from now on, wherever it goes. */
  readonly onHold: () => void;
  readonly onOpen: (index: number) => void;
  readonly onSort: (field: SortField) => void;
  /** The rows on the screen, for loading their pages. */
  readonly onRange: (first: number, last: number) => void;
}

/**
 * The list as an ARIA grid whose rows exist only near the screen. The focus is on a row and roves:
 * arrows, Home, End, Page Up and Page Down move it, with Shift they choose what they pass; Space
 * chooses one, Enter opens.
 */
export function Grid({
  query,
  orders,
  settings,
  columns: shown,
  found,
  onWidth,
  active: { index: active, moves },
  open,
  selection,
  onActive,
  onChoose,
  onChooseAll,
  onHold,
  onOpen,
  onSort,
  onRange,
}: GridProps) {
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  useLayoutEffect(() => onWidth(size.width), [onWidth, size.width]);
  const tracks = trackSizes(shown);
  const count = orders.total?.count ?? 0;
  const rowHeight = rowHeights[settings.density];
  const scaled = scrollScale(count, rowHeight, size.height);
  const scale = useRef(scaled.scale);
  scale.current = scaled.scale;
  const observeOffset = useMemo(() => observeScaled(() => scale.current), []);

  const grid = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    observeElementOffset: observeOffset,
    // Rows have one height, so nothing is measured that would have to be scrolled after.
    scrollToFn: () => undefined,
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

  const view = { scroller, rowHeight, height: size.height, scale: scaled.scale };
  useStayInPlace(view, query, orders);
  useTopOnNewQuery(scroller, query);
  useShown(view, active, moves);

  const rowsInView = Math.max(1, Math.floor(size.height / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = rowAfter(event.code, active, count, rowsInView);
    if (to !== null) {
      event.preventDefault();
      if (event.shiftKey) {
        onChoose(to, "stretch");
      } else {
        onActive(to);
      }
    } else if (event.code === "Space" && !(event.target instanceof HTMLInputElement)) {
      // On the box itself, Space ticks it already.
      event.preventDefault();
      if (!event.repeat) {
        onChoose(active, "one");
      }
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      event.preventDefault();
      onOpen(active);
    }
  };

  const offset = grid.scrollOffset ?? 0;
  const shift = offset - offset / scaled.scale;
  // Rows stand in a block, and only the block moves while one scrolls: they need not be drawn anew,
  // and no number in them is higher than web views reckon with.
  const block = Math.floor(first / rowsInBlock) * rowsInBlock * rowHeight;
  const isChoosing = !isNothing(selection);
  const chosenCount = sizeOf(selection, { count, atLeast: false }).count;
  const isAll = selection.of === "matching" ? selection.except.size === 0 : chosenCount === count;
  return (
    <div
      aria-colcount={shown.length + 1}
      aria-label={translate("orders.name")}
      aria-multiselectable
      aria-rowcount={orders.total?.atLeast === true ? -1 : count + 1}
      className="flex min-h-0 flex-1 flex-col"
      role="grid"
    >
      <GridHeader
        choice={chosenCount === 0 ? "none" : isAll ? "all" : "some"}
        columns={shown}
        onChooseAll={onChooseAll}
        onSort={onSort}
        query={query}
        tracks={tracks}
      />
      {/* The scrollable rows are reached through the rows themselves. */}
      <div
        className="min-h-0 flex-1 overflow-y-scroll"
        data-rows
        onFocus={onHold}
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
          <div
            className="absolute inset-x-0 top-0"
            role="presentation"
            style={{ transform: `translateY(${block - shift}px)` }}
          >
            {grid.getVirtualItems().map((item) => {
              const row = orders.rowAt(item.index);
              return (
                <GridRow
                  columns={shown}
                  found={found}
                  height={rowHeight}
                  index={item.index}
                  isActive={item.index === active}
                  isChoosing={isChoosing}
                  isChosen={row !== undefined && isChosen(selection, row.uuid)}
                  isOpen={open !== null && row?.uuid === open}
                  key={item.key}
                  onChoose={onChoose}
                  onOpen={onOpen}
                  row={row}
                  settings={settings}
                  top={item.start - block}
                  tracks={tracks}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
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

/** How the list lies in its window; pixels. */
interface View {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rowHeight: number;
  readonly height: number;
  readonly scale: number;
}

/** Scrolls no further than needed when a person goes to a row. */
function useShown(view: View, active: number, moves: number): void {
  const before = useRef(moves);
  useEffect(() => {
    const { scroller, rowHeight, height, scale } = view;
    const { current } = scroller;
    if (before.current === moves || current === null) {
      return;
    }
    before.current = moves;
    const offset = current.scrollTop * scale;
    const wanted = offsetShowing(active, rowHeight, offset, height);
    if (wanted !== offset) {
      current.scrollTo({ top: wanted / scale });
    }
  });
}

/**
 * Keeps what is read under the reader's eyes when rows come in above: between aiming and clicking
 * no other order must slip under the pointer. At the top the newest is shown.
 */
function useStayInPlace(view: View, query: OrderQuery, orders: LoadedOrders): void {
  const before = useRef<{ query: OrderQuery; orders: LoadedOrders; scale: number; sight: Sight }>(
    null,
  );
  useLayoutEffect(() => {
    const { scroller, rowHeight, height, scale } = view;
    const { current } = scroller;
    if (current === null || orders.isPrevious) {
      return;
    }
    const was = before.current;
    if (was !== null && was.query === query && was.orders !== orders && current.scrollTop > 0) {
      const moved = rowsMoved(was.sight, orders.indexOf);
      if (moved !== 0 || was.scale !== scale) {
        current.scrollTop = (current.scrollTop * was.scale + moved * rowHeight) / scale;
      }
    }
    const first = Math.floor((current.scrollTop * scale) / rowHeight);
    const uuids = Array.from(
      { length: Math.ceil(height / rowHeight) },
      (_, place) => orders.rowAt(first + place)?.uuid,
    );
    before.current = { query, orders, scale, sight: { first, uuids } };
  });
}
