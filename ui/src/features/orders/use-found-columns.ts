import { useMemo } from "react";

import type { LoadedOrders } from "../../queries";
import {
  type Column,
  type ColumnName,
  fittingColumns,
  foundBeside,
  withFoundRoom,
} from "./columns";
import { foundUnseen } from "./found";
import type { Layout } from "./layout";

/** Where a list says in what its orders were found. */
export interface FoundPlacing {
  /** The column beside whose values it stands. */
  readonly beside: ColumnName | null;
  /** What the columns show, which need not be said. */
  readonly shown: ReadonlySet<string>;
}

/** So many of the first rows decide whether room is made: it must not come and go as one scrolls. */
const looked = 100;

/**
 * The columns of a list that somebody searched. Where an order was found in something that none of
 * them shows, there is room beside the number to say so, and fewer columns if need be.
 */
export function useFoundColumns(
  layout: Layout,
  orders: LoadedOrders,
  search: string,
  range: { readonly first: number; readonly last: number },
  width: number,
): { readonly columns: readonly Column[]; readonly found: FoundPlacing | null } {
  const { wanted, shown } = layout;
  const roomy = useMemo(() => fittingColumns(withFoundRoom(wanted), width), [wanted, width]);
  const placing = useMemo(() => ({ beside: foundBeside(roomy), shown: namesOf(roomy) }), [roomy]);
  const names = useMemo(() => namesOf(shown), [shown]);
  const isUnseen = (index: number) => {
    const row = orders.rowAt(index);
    return row !== undefined && foundUnseen(row, names, search).length > 0;
  };
  const first = Array.from({ length: looked }, (_, index) => index);
  const visible = Array.from(
    { length: range.last - range.first + 1 },
    (_, step) => range.first + step,
  );
  const needsRoom = search !== "" && [...first, ...visible].some(isUnseen);
  return needsRoom ? { columns: roomy, found: placing } : { columns: shown, found: null };
}

function namesOf(columns: readonly Column[]): ReadonlySet<string> {
  return new Set(columns.map(({ field }) => field));
}
