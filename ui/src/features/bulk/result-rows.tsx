import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";

import { useMessages } from "../../messages";
import { useOrderNumbers } from "../../queries";

/** One order and what came of it. */
export interface ResultRow {
  readonly uuid: string;
  /** The shop's number; undefined where only the desk knows it. */
  readonly orderNumber?: string | null;
  readonly words: ReactNode;
}

/** Pixels: two lines. */
const rowHeight = 48;
const rowsInView = 6;

/** So many rows are asked for their numbers at once. */
const block = 60;

/** One row an order; rows exist only near the screen. */
export function ResultRows({
  rows,
  empty,
  onOpen,
}: {
  readonly rows: readonly ResultRow[];
  /** What stands there where there are none. */
  readonly empty: string;
  readonly onOpen: (uuid: string) => void;
}) {
  const translate = useMessages();
  const scroller = useRef<HTMLElement>(null);
  const list = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.uuid ?? index,
    overscan: 6,
  });
  const shown = list.getVirtualItems();
  const first = Math.floor((shown.at(0)?.index ?? 0) / block) * block;
  const numbers = useOrderNumbers(
    rows
      .slice(first, first + 2 * block)
      .filter(({ orderNumber }) => orderNumber === undefined)
      .map(({ uuid }) => uuid),
  );
  if (rows.length === 0) {
    return <p className="py-2 text-ink-faint">{empty}</p>;
  }
  return (
    // What scrolls is reached through the buttons in it.
    <section
      aria-label={translate("bulk.rows")}
      className="overflow-y-auto rounded-card border border-line"
      ref={scroller}
      style={{ maxBlockSize: `${rowsInView * rowHeight + rowHeight / 2}px` }}
    >
      <ul className="relative" style={{ blockSize: `${list.getTotalSize()}px` }}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) {
            return null;
          }
          const number = row.orderNumber ?? numbers?.get(row.uuid) ?? row.uuid.slice(0, 8);
          return (
            <li
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className="absolute inset-x-0 top-0 grid grid-cols-[112px_minmax(0,1fr)] items-center gap-3 border-line/60 border-b px-3"
              key={key}
              style={{ blockSize: `${rowHeight}px`, transform: `translateY(${start}px)` }}
            >
              <button
                aria-label={translate("bulk.openOrder", { number })}
                className="truncate rounded-small text-start font-medium underline decoration-line-strong underline-offset-2 hover:decoration-current"
                onClick={() => onOpen(row.uuid)}
                type="button"
              >
                <bdi>{number}</bdi>
              </button>
              <span className="min-w-0">{row.words}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
