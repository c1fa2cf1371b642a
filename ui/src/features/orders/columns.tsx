import type { ReactNode } from "react";

import { PendingMark, RefusedMark } from "../../actions";
import type { OrderRow, Settings, SortField } from "../../bridge/types";
import { Amount, MoneyState, NoValue } from "../../design";
import { type Format, useFormat, useNow } from "../../format";
import { type MessageId, useMessages } from "../../messages";
import { isAboutMoney, typeWord } from "../../points";
import { Found, shownOfUuid } from "./found";
import { ShippingCell } from "./shipping-cell";

/** How a layout names a column: by what it sorts by, or by a path of the metadata. */
export type ColumnName = SortField | `metadata:${string}`;

/** One column of the list. */
export interface Column {
  readonly field: ColumnName;
  /** What it sorts by; none: it cannot be sorted by. */
  readonly sort: SortField | null;
  /** Its name; none: the last part of the path that it shows. */
  readonly words: MessageId | null;
  /** The least width in pixels. */
  readonly width: number;
  /** Its part of what is left over. */
  readonly grows: number;
  /** The lowest goes last when the window narrows. */
  readonly rank: number;
  /** Numbers: their last digits stand under each other, in both directions of writing. */
  readonly atEnd?: boolean;
  /** Shown only where it was chosen, or is what the list is sorted by. */
  readonly onlyChosen?: boolean;
  readonly cell: (row: OrderRow, settings: Settings) => ReactNode;
}

/** All columns, in reading order. */
export const columns: readonly (Column & { readonly field: SortField })[] = [
  {
    field: "number",
    sort: "number",
    words: "column.number",
    width: 100,
    grows: 0.8,
    rank: 0,
    cell: (row) => <NumberCell row={row} />,
  },
  {
    field: "reference",
    sort: "reference",
    words: "column.reference",
    // Sixteen characters: references differ in their last ones.
    width: 132,
    grows: 0.2,
    rank: 7,
    cell: (row) => <TextCell text={row.referenceNumber} />,
  },
  {
    field: "type",
    sort: "type",
    words: "column.type",
    width: 84,
    grows: 0.4,
    rank: 8,
    cell: (row) => <TypeCell type={row.orderType} />,
  },
  {
    field: "financial",
    sort: "financial",
    words: "column.financial",
    width: 128,
    grows: 1,
    rank: 1,
    cell: (row) => <MoneyCell row={row} />,
  },
  {
    field: "shipping",
    sort: "shipping",
    words: "column.shipping",
    width: 170,
    grows: 1.6,
    rank: 2,
    cell: (row, settings) => <ShippingCell licenceStep={settings.licenceStep} row={row} />,
  },
  {
    field: "total",
    sort: "total",
    words: "column.total",
    width: 84,
    grows: 0.6,
    rank: 3,
    atEnd: true,
    cell: (row) => (
      <span className="flex min-w-0 font-semibold">
        <Amount halalas={row.totalHalalas} text={row.totalText} />
      </span>
    ),
  },
  {
    field: "points",
    sort: "points",
    words: "column.points",
    width: 78,
    grows: 0.6,
    rank: 5,
    atEnd: true,
    cell: (row) => <PointsCell points={row.totalPoints} />,
  },
  {
    field: "created",
    sort: "created",
    words: "column.created",
    width: 80,
    grows: 0.8,
    rank: 4,
    cell: (row) => <TimeCell at={row.createdAt} />,
  },
  {
    field: "checked",
    sort: "checked",
    words: "column.checked",
    width: 84,
    grows: 0.6,
    rank: 6,
    cell: (row) => <AgeCell at={row.checkedAt} />,
  },
  {
    field: "updated",
    sort: "updated",
    words: "column.updated",
    width: 84,
    grows: 0.8,
    rank: 9,
    onlyChosen: true,
    cell: (row) => <TimeCell at={row.updatedAt} />,
  },
];

/** What shows the metadata at a path. */
export function metadataColumn(path: string): Column {
  return {
    field: `metadata:${path}`,
    sort: null,
    words: null,
    width: 112,
    grows: 1,
    rank: 4.5,
    cell: (row) => <TextCell text={row.pinned} />,
  };
}

/** The gap between columns and the padding at both ends, in pixels; the box of a row is in the first. */
export const columnGap = 12;
const ends = 48;

/** The least room for where an order was found, in pixels. */
const foundRoom = 132;

/** The columns of `wanted` that fit, the least important left out first. */
export function fittingColumns(wanted: readonly Column[], width: number): readonly Column[] {
  const byRank = [...wanted].sort((one, other) => one.rank - other.rank);
  const fitting = new Set<Column>();
  let taken = ends - columnGap;
  for (const column of byRank) {
    taken += column.width + columnGap;
    if (taken > width && fitting.size > 0) {
      break;
    }
    fitting.add(column);
  }
  return wanted.filter((column) => fitting.has(column));
}

/** The column beside whose values stands where an order was found; none: there is no such column. */
export function foundBeside(shown: readonly Column[]): ColumnName | null {
  const name = shown.find(({ field }) => field === "number") ?? shown.find(({ atEnd }) => !atEnd);
  return name?.field ?? null;
}

/** The columns with room to say where orders were found, beside a number. */
export function withFoundRoom(wanted: readonly Column[]): readonly Column[] {
  const bearer = foundBeside(wanted);
  return wanted.map((column) =>
    column.field === bearer
      ? { ...column, width: column.width + foundRoom, grows: column.grows + 2.5 }
      : column,
  );
}

/** The widths as a CSS grid. */
export function trackSizes(shown: readonly Column[]): string {
  return shown.map(({ width, grows }) => `minmax(${width}px, ${grows}fr)`).join(" ");
}

function NumberCell({ row }: { readonly row: OrderRow }) {
  if (row.orderNumber !== null) {
    return (
      <bdi
        className={`truncate font-medium ${row.presence === "gone" ? "text-ink-faint line-through" : ""}`}
      >
        <Found text={row.orderNumber} />
      </bdi>
    );
  }
  // Nothing but the uuid is known: its start tells rows apart.
  return (
    <bdi className="truncate font-mono text-ink-faint text-small" dir="ltr" title={row.uuid}>
      <Found text={row.uuid.slice(0, shownOfUuid)} />
    </bdi>
  );
}

function MoneyCell({ row }: { readonly row: OrderRow }) {
  const translate = useMessages();
  if (row.presence === "unread") {
    return <span className="truncate text-ink-faint">{translate("row.unread")}</span>;
  }
  if (row.presence === "gone") {
    return <span className="truncate text-stop">{translate("row.gone")}</span>;
  }
  const pending = row.pending !== null && isAboutMoney(row.pending.kind) ? row.pending : null;
  if (pending !== null && pending.state !== "refused") {
    return <PendingMark pending={pending} />;
  }
  return (
    <span className="flex min-w-0 items-center gap-2">
      <MoneyState stale={row.stale} status={row.financialStatus} type={row.orderType} />
      {pending !== null && <RefusedMark message={pending.message} />}
    </span>
  );
}

function TypeCell({ type }: { readonly type: string | null }) {
  const translate = useMessages();
  if (type === null) {
    return <NoValue />;
  }
  return (
    <bdi className="truncate text-ink-soft" title={type}>
      {typeWord(translate, type)}
    </bdi>
  );
}

function TextCell({ text }: { readonly text: string | null }) {
  return text === null ? (
    <NoValue />
  ) : (
    <bdi className="truncate text-ink-soft" title={text}>
      <Found text={text} />
    </bdi>
  );
}

function PointsCell({ points }: { readonly points: string | null }) {
  const format = useFormat();
  return points === null ? (
    <NoValue />
  ) : (
    <bdi className="truncate text-ink-soft" dir="ltr" title={points}>
      {format.points(points)}
    </bdi>
  );
}

function TimeCell({ at }: { readonly at: number | null }) {
  const format = useFormat();
  const now = useNow(60_000);
  return at === null ? (
    <NoValue />
  ) : (
    <bdi className="truncate text-ink-soft" title={format.exact(at)}>
      {format.day(at, now)}
    </bdi>
  );
}

function AgeCell({ at }: { readonly at: number | null }) {
  const format = useFormat();
  if (at === null) {
    return <NoValue />;
  }
  return <Age at={at} format={format} />;
}

function Age({ at, format }: { readonly at: number; readonly format: Format }) {
  const now = useNow(10_000);
  return (
    <bdi className="truncate text-ink-faint" title={format.exact(at)}>
      {format.briefAgo(now - at)}
    </bdi>
  );
}
