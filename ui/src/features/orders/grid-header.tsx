import type { OrderQuery, SortField } from "../../bridge/types";
import { ArrowDownIcon, ArrowUpIcon, RowBox } from "../../design";
import { useMessages } from "../../messages";
import type { Column } from "./columns";
import { nameOfColumn, pathOf } from "./layout";

/** The names of the columns; a press sorts by one, another press turns the order round. */
export function GridHeader({
  columns,
  tracks,
  query,
  choice,
  onChooseAll,
  onSort,
}: {
  readonly columns: readonly Column[];
  readonly tracks: string;
  readonly query: OrderQuery;
  /** How many of the rows are chosen. */
  readonly choice: "none" | "some" | "all";
  readonly onChooseAll: (isAll: boolean) => void;
  readonly onSort: (field: SortField) => void;
}) {
  const translate = useMessages();
  return (
    // The gutter is as wide as that of the rows below, so the columns stand in line.
    <div
      className="shrink-0 overflow-y-scroll border-line border-b [scrollbar-color:transparent_transparent]"
      role="rowgroup"
      tabIndex={-1}
    >
      <div
        aria-rowindex={1}
        className="relative grid h-8 items-center gap-x-3 ps-8 pe-4"
        role="row"
        style={{ gridTemplateColumns: tracks }}
      >
        <div className="absolute inset-y-0 start-0 w-8" role="columnheader">
          <RowBox
            isChecked={choice === "all"}
            isMixed={choice === "some"}
            isReachable
            name={translate("choose.all")}
            onPress={() => onChooseAll(choice !== "all")}
          />
        </div>
        {columns.map((column) => (
          <Heading column={column} key={column.field} onSort={onSort} query={query} />
        ))}
      </div>
    </div>
  );
}

function Heading({
  column,
  query,
  onSort,
}: {
  readonly column: Column;
  readonly query: OrderQuery;
  readonly onSort: (field: SortField) => void;
}) {
  const translate = useMessages();
  const { sort } = column;
  const name = nameOfColumn(column, translate);
  if (sort === null) {
    return (
      <div className="flex min-w-0" role="columnheader" title={pathOf(column.field) ?? undefined}>
        <bdi className="truncate text-ink-faint text-small">{name}</bdi>
      </div>
    );
  }
  const isSorted = query.sort === sort;
  return (
    <div
      aria-sort={isSorted ? (query.ascending ? "ascending" : "descending") : "none"}
      className={`min-w-0 ${column.atEnd === true ? "pe-3 rtl:pe-0" : ""}`}
      role="columnheader"
    >
      <button
        className={`-mx-1.5 flex h-6 w-[calc(100%+12px)] items-center gap-1 rounded-small px-1.5 text-small hover:bg-hover hover:text-ink ${
          column.atEnd === true ? "ltr:flex-row-reverse" : ""
        } ${isSorted ? "font-medium text-ink" : "text-ink-faint"}`}
        onClick={() => onSort(sort)}
        type="button"
      >
        <span className="truncate">{name}</span>
        {isSorted && (query.ascending ? <ArrowUpIcon size={12} /> : <ArrowDownIcon size={12} />)}
      </button>
    </div>
  );
}
