import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";

import type { Settings } from "../../bridge/types";
import { rowAfter } from "../../design";
import { useMessages } from "../../messages";
import type { LoadedOrders } from "../../queries";
import { isChosen, isNothing, type Selection } from "../../selection";
import type { Cursor } from "./cursor";
import { PackingRow } from "./packing-row";

/** Row heights in pixels: read standing, with a parcel in one hand. */
const rowHeights = { dense: 48, comfortable: 60 } as const;

/** Nobody packs further down than this, and no web view draws an endless element. */
const mostRows = 100_000;

/** The orders of one stage as a grid of which only the rows near the screen exist. */
export function PackingList({
  name,
  orders,
  cursor,
  open,
  selection,
  showsMoney,
  settings,
  onActive,
  onChoose,
  onOpen,
  onRange,
}: {
  /** What the list is called. */
  readonly name: string;
  readonly orders: LoadedOrders;
  readonly cursor: Cursor;
  /** The uuid of the order that is open beside. */
  readonly open: string | null;
  readonly selection: Selection;
  readonly showsMoney: boolean;
  readonly settings: Settings;
  readonly onActive: (index: number) => void;
  /** A row is chosen or no longer; with `stretch` all from the one under the cursor to it. */
  readonly onChoose: (index: number, how: "one" | "stretch") => void;
  readonly onOpen: (index: number) => void;
  /** The rows on the screen, for loading their pages. */
  readonly onRange: (first: number, last: number) => void;
}) {
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const total = orders.total?.count ?? 0;
  const count = Math.min(total, mostRows);
  const rowHeight = rowHeights[settings.density];
  const { index: active, moves } = cursor;

  const grid = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
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
  const moved = useRef(moves);
  useEffect(() => {
    if (moved.current !== moves) {
      moved.current = moves;
      grid.scrollToIndex(active, { align: "auto" });
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const inView = Math.max(1, last - first - 1);
    const to = rowAfter(event.code, active, count, inView);
    if (to !== null) {
      event.preventDefault();
      if (event.shiftKey) {
        onChoose(to, "stretch");
      } else {
        onActive(to);
      }
    } else if (event.shiftKey || event.repeat) {
      return;
    } else if (event.code === "Space" && !(event.target instanceof HTMLInputElement)) {
      // On the box itself, Space ticks it already.
      event.preventDefault();
      onChoose(active, "one");
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      event.preventDefault();
      onOpen(active);
    }
  };

  const isChoosing = !isNothing(selection);
  return (
    <div
      aria-colcount={5}
      aria-label={name}
      aria-multiselectable
      aria-rowcount={orders.total?.atLeast === true ? -1 : total}
      className="flex min-h-0 flex-1 flex-col"
      role="grid"
    >
      <div
        className="min-h-0 flex-1 overflow-y-scroll"
        data-rows
        onKeyDown={onKeyDown}
        ref={scroller}
        role="rowgroup"
        tabIndex={-1}
      >
        <div
          className="relative overflow-clip"
          role="presentation"
          style={{ blockSize: `${grid.getTotalSize()}px` }}
        >
          {grid.getVirtualItems().map((item) => {
            const row = orders.rowAt(item.index);
            return (
              <PackingRow
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
                showsMoney={showsMoney}
                top={item.start}
              />
            );
          })}
        </div>
      </div>
      {total > count && (
        <p className="shrink-0 border-line border-t px-4 py-1.5 text-ink-faint text-small">
          {translate("packing.more", { count })}
        </p>
      )}
    </div>
  );
}
