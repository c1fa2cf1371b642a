import { memo } from "react";

import type { OrderRow, Settings } from "../../bridge/types";
import { activeRow, useRovingFocus } from "../../design";
import type { Column } from "./columns";

interface RowProps {
  readonly index: number;
  /** None while its page is on its way. */
  readonly row: OrderRow | undefined;
  readonly columns: readonly Column[];
  readonly tracks: string;
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly settings: Settings;
  readonly onOpen: (index: number) => void;
}

/** One order in the list. */
export const GridRow = memo(function GridRow({
  index,
  row,
  columns,
  tracks,
  top,
  height,
  isActive,
  isOpen,
  settings,
  onOpen,
}: RowProps) {
  const element = useRovingFocus(isActive);

  return (
    <div
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      className={`absolute inset-x-0 top-0 grid items-center gap-x-3 border-line/60 border-b px-4 -outline-offset-2 contain-strict ${
        isOpen ? "bg-selected" : "hover:bg-hover"
      } ${isActive ? activeRow : ""}`}
      onClick={() => onOpen(index)}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      ref={element}
      role="row"
      style={{
        blockSize: `${height}px`,
        transform: `translateY(${top}px)`,
        gridTemplateColumns: tracks,
      }}
      tabIndex={isActive ? 0 : -1}
    >
      {columns.map((column) => (
        <div
          className={`flex min-w-0 overflow-clip ${column.atEnd === true ? "justify-end pe-3 rtl:pe-0" : ""}`}
          dir={column.atEnd === true ? "ltr" : undefined}
          key={column.field}
          role="gridcell"
        >
          {row === undefined ? (
            <span className="h-2.5 w-3/5 rounded-small bg-sunken" />
          ) : (
            column.cell(row, settings)
          )}
        </div>
      ))}
    </div>
  );
});
