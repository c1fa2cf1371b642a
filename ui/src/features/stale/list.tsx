import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";

import type { StaleCheckout } from "../../bridge/types";
import type { Check } from "../../checks";
import { rowAfter } from "../../design";
import { useMessages } from "../../messages";
import { Box, roomy, rowHeight, StaleRow, tracks } from "./row";

export interface ListProps {
  readonly rows: readonly StaleCheckout[];
  readonly check: Check<StaleCheckout>;
  /** Some check is under way, here or of orders in the list. */
  readonly isBusy: boolean;
  /** The row that has the focus, or would get it. */
  readonly active: number;
  /** The uuid that a person went to. Its row is shown then, not whenever it takes another place. */
  readonly moved: string | null;
  /** The uuid of the order that is open beside. */
  readonly open: string | null;
  readonly selected: ReadonlySet<string>;
  readonly onActive: (index: number) => void;
  /** The last rows are near; more may be wanted. */
  readonly onNearEnd: () => void;
  /** The focus came to the active row: it is that checkout from now on, wherever it goes. */
  readonly onHold: () => void;
  readonly onOpen: (uuid: string) => void;
  readonly onSelect: (uuid: string, isSelected: boolean) => void;
  readonly onSelectAll: (isSelected: boolean) => void;
  readonly onCheck: (checkout: StaleCheckout) => void;
}

/** More rows are asked for when so few are left below. */
const nearEnd = 60;

/**
 * Stale checkouts as an ARIA grid whose rows exist only near the screen. The focus is on a row and
 * roves; Space chooses it, Ctrl A all, Enter opens.
 */
export function StaleList({
  rows,
  check,
  isBusy,
  active,
  moved,
  open,
  selected,
  onActive,
  onNearEnd,
  onHold,
  onOpen,
  onSelect,
  onSelectAll,
  onCheck,
}: ListProps) {
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.order.uuid ?? index,
    overscan: 6,
    // The focused row stays in the page wherever one scrolls, or the focus would be lost with it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return active < rows.length && !shown.includes(active)
        ? [...shown, active].sort((one, other) => one - other)
        : shown;
    },
  });
  const before = useRef(moved);
  const { scrollToIndex } = grid;
  useEffect(() => {
    if (before.current !== moved) {
      before.current = moved;
      scrollToIndex(active);
    }
  }, [scrollToIndex, active, moved]);

  const visible = grid.getVirtualItems();
  const isNearEnd = (visible.at(-1)?.index ?? 0) >= rows.length - nearEnd;
  useEffect(() => {
    if (isNearEnd) {
      onNearEnd();
    }
  }, [isNearEnd, onNearEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.altKey) {
      return;
    }
    if (event.ctrlKey) {
      if (event.code === "KeyA") {
        event.preventDefault();
        onSelectAll(true);
      }
      return;
    }
    const uuid = rows[active]?.order.uuid;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const to = rowAfter(event.code, active, rows.length, page);
    if (to !== null) {
      event.preventDefault();
      onActive(to);
    } else if (event.code === "Space" && uuid !== undefined) {
      event.preventDefault();
      if (event.repeat) {
        return;
      }
      onSelect(uuid, !selected.has(uuid));
    } else if ((event.code === "Enter" || event.code === "NumpadEnter") && uuid !== undefined) {
      event.preventDefault();
      onOpen(uuid);
    }
  };

  return (
    <div
      aria-label={translate("stale.name")}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      className="@container flex min-h-0 flex-1 flex-col"
      role="grid"
    >
      <Header
        isAll={selected.size > 0 && selected.size >= rows.length}
        isSome={selected.size > 0}
        onSelectAll={onSelectAll}
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
          style={{ blockSize: `${grid.getTotalSize()}px` }}
        >
          {visible.map(({ index, key, start }) => {
            const checkout = rows[index];
            if (checkout === undefined) {
              return null;
            }
            const { uuid } = checkout.order;
            const checked = check.results.get(uuid);
            return (
              <StaleRow
                checked={checked}
                checkout={checkout}
                index={index}
                isActive={index === active}
                isAsked={check.run?.asked.has(uuid) === true && checked === undefined}
                isBusy={isBusy}
                isOpen={open === uuid}
                isSelected={selected.has(uuid)}
                key={key}
                onCheck={onCheck}
                onOpen={onOpen}
                onSelect={onSelect}
                top={start}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The names of the columns, and the choice of all rows. */
function Header({
  isAll,
  isSome,
  onSelectAll,
}: {
  readonly isAll: boolean;
  readonly isSome: boolean;
  readonly onSelectAll: (isSelected: boolean) => void;
}) {
  const translate = useMessages();
  return (
    // The gutter is as wide as that of the rows below, so the columns stand in line.
    <div
      className="shrink-0 overflow-y-scroll border-line border-b [scrollbar-color:transparent_transparent]"
      role="rowgroup"
      tabIndex={-1}
    >
      <div aria-rowindex={1} className={`h-8 text-ink-faint text-small ${tracks}`} role="row">
        <div role="columnheader">
          <AriaCheckbox
            aria-label={translate("stale.selectAll")}
            className="group grid size-5 place-items-center rounded-small data-focus-visible:outline-2 data-focus-visible:outline-focus"
            isIndeterminate={isSome && !isAll}
            isSelected={isAll}
            onChange={onSelectAll}
          >
            <Box />
          </AriaCheckbox>
        </div>
        <div role="columnheader">{translate("column.number")}</div>
        <div role="columnheader">{translate("stale.column.open")}</div>
        <div className="text-end" dir="ltr" role="columnheader">
          <bdi>{translate("column.total")}</bdi>
        </div>
        <div className={roomy} role="columnheader">
          {translate("stale.column.known")}
        </div>
        <div role="columnheader">{translate("stale.column.outcome")}</div>
      </div>
    </div>
  );
}
