import type { OrderQuery, OrderTotal, SortField } from "../bridge/types";

/** What a list shows: which orders, how many, and what of each. */
export interface ShownOrders {
  readonly query: OrderQuery;
  readonly total: OrderTotal;
  readonly columns: readonly SortField[];
}
