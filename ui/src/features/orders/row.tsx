import { memo } from "react";

import type { OrderRow, Settings } from "../../bridge/types";
import { activeRow, RowBox, useRovingFocus } from "../../design";
import { useMessages } from "../../messages";
import type { Column } from "./columns";
import { FoundCell } from "./found";
import type { FoundPlacing } from "./use-found-columns";

interface RowProps {
  readonly index: number;
  /** None while its page is on its way. */
  readonly row: OrderRow | undefined;
  readonly columns: readonly Column[];
  readonly tracks: string;
  /** Where it says in what it was found; none: the columns show it. */
  readonly found: FoundPlacing | null;
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Something is chosen in the list, so that every row shows its box. */
  readonly isChoosing: boolean;
  readonly settings: Settings;
  readonly onOpen: (index: number) => void;
  /** The row comes to what is chosen or leaves it; with `stretch` all from the active row to it. */
  readonly onChoose: (index: number, how: "one" | "stretch") => void;
}

/** One order in the list. */
export const GridRow = memo(function GridRow({
  index,
  row,
  columns,
  tracks,
  found,
  top,
  height,
  isActive,
  isOpen,
  isChosen,
  isChoosing,
  settings,
  onOpen,
  onChoose,
}: RowProps) {
  const translate = useMessages();
  const element = useRovingFocus(isActive);

  return (
    <div
      aria-current={isOpen}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={`group/row absolute inset-x-0 top-0 grid items-center gap-x-3 border-line/60 border-b ps-8 pe-4 -outline-offset-2 contain-strict ${
        isOpen || isChosen ? "bg-selected" : "hover:bg-hover"
      } ${isActive ? activeRow : ""}`}
      onClick={(event) => {
        if (event.shiftKey) {
          onChoose(index, "stretch");
        } else if (event.ctrlKey || event.metaKey) {
          onChoose(index, "one");
        } else {
          onOpen(index);
        }
      }}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      onMouseDown={(event) => {
        // A stretch of rows is chosen, and not the text in them.
        if (event.shiftKey) {
          event.preventDefault();
          element.current?.focus({ preventScroll: true });
        }
      }}
      ref={element}
      role="row"
      style={{
        blockSize: `${height}px`,
        transform: `translateY(${top}px)`,
        gridTemplateColumns: tracks,
      }}
      tabIndex={isActive ? 0 : -1}
    >
      {/* In the padding at the start, so that it moves no text when it appears. */}
      <div className="absolute inset-y-0 start-0 w-8" role="gridcell">
        {row !== undefined && (
          <RowBox
            className={
              isChosen || isChoosing
                ? ""
                : "opacity-0 group-focus-within/row:opacity-100 group-focus/row:opacity-100 group-hover/row:opacity-100"
            }
            isChecked={isChosen}
            name={translate("choose.one", { number: row.orderNumber ?? row.uuid.slice(0, 8) })}
            onPress={({ shiftKey }) => onChoose(index, shiftKey ? "stretch" : "one")}
          />
        )}
      </div>
      {columns.map((column) => (
        <div
          className={`flex min-w-0 overflow-clip ${column.atEnd === true ? "justify-end pe-3 rtl:pe-0" : ""}`}
          dir={column.atEnd === true ? "ltr" : undefined}
          key={column.field}
          role="gridcell"
        >
          {row === undefined ? (
            <span className="h-2.5 w-3/5 rounded-small bg-sunken" />
          ) : column.field === found?.beside ? (
            <FoundCell columns={found.shown} isBelow={settings.density === "comfortable"} row={row}>
              {column.cell(row, settings)}
            </FoundCell>
          ) : (
            column.cell(row, settings)
          )}
        </div>
      ))}
    </div>
  );
});
