/** The list of the preview's orders, and the numbers beside it. */
import type {
  OrderPage,
  OrderQuery,
  OrderRow,
  PageRequest,
  StatusCount,
  StatusCounts,
  StatusTallies,
} from "../../src/bridge/types";
import { shippingKey } from "../../src/points";
import { foundPlaces } from "./finding";
import type { Fixture } from "./fixtures";
import { pinnedOf } from "./views";

/** What can be asked of the list. */
export interface Listing {
  readonly listed: (query: OrderQuery, page: PageRequest) => OrderPage;
  readonly counted: () => StatusCounts;
  readonly tallied: (query: OrderQuery) => StatusTallies;
}

export function listing(
  orders: readonly Fixture[],
  notesOf: (uuid: string) => readonly string[],
): Listing {
  const found = (query: OrderQuery) =>
    orders.flatMap((fixture) => {
      const foundIn = passes(fixture.row, query)
        ? foundPlaces(fixture, query.search, notesOf(fixture.row.uuid))
        : null;
      return foundIn === null ? [] : [{ fixture, foundIn }];
    });
  return {
    listed: (query, page) => {
      const rows = sorted(
        found(query).map(({ fixture, foundIn }) => ({
          ...fixture.row,
          foundIn,
          pinned: pinnedOf(fixture, page.pinned),
        })),
        query,
      );
      const start = page.after === null ? page.offset : Number(page.after);
      const end = start + page.limit;
      return {
        rows: rows.slice(start, end),
        next: end < rows.length ? String(end) : null,
        total: { count: rows.length, atLeast: false },
        unknown: query.listed.filter((key) => !orders.some(({ row }) => isCalled(row, key))),
      };
    },
    counted: () => {
      const rows = orders.map(({ row }) => row);
      return {
        total: rows.length,
        unread: rows.filter((row) => row.presence === "unread").length,
        gone: rows.filter((row) => row.presence === "gone").length,
        financial: spread(rows, financialOf),
        shipping: spread(rows, shippingOf),
        stale: rows.filter((row) => row.stale !== null).length,
        unsettled: rows.filter(isUnsettled).length,
        unclear: rows.filter(isUnclear).length,
      };
    },
    tallied: (query) => {
      const beside = (part: Partial<OrderQuery>) =>
        found({ ...query, ...part }).map(({ fixture }) => fixture.row);
      return {
        financial: spread(beside({ financial: [] }), financialOf),
        shipping: spread(beside({ shipping: [] }), shippingOf),
        atLeast: false,
      };
    },
  };
}

const financialOf = (row: OrderRow) => row.financialStatus ?? "";
const shippingOf = (row: OrderRow) => shippingKey(row.shipping) ?? "";

function passes(row: OrderRow, query: OrderQuery): boolean {
  return (
    (query.financial.length === 0 || query.financial.includes(financialOf(row))) &&
    (query.shipping.length === 0 || query.shipping.includes(shippingOf(row))) &&
    (query.types.length === 0 || query.types.includes(row.orderType ?? "")) &&
    isWithin(row.totalHalalas, query.totalFrom, query.totalTo) &&
    isWithin(row.createdAt, query.createdFrom, before(query.createdUntil)) &&
    isWithin(row.updatedAt, query.changedFrom, before(query.changedUntil)) &&
    isWithin(row.createdAt, null, query.olderThan === null ? null : Date.now() - query.olderThan) &&
    (query.listed.length === 0 || query.listed.some((key) => isCalled(row, key))) &&
    (!query.unsettled || isUnsettled(row)) &&
    (!query.gone || row.presence === "gone")
  );
}

const isCalled = (row: OrderRow, key: string) =>
  [row.uuid, row.orderNumber, row.referenceNumber].includes(key);

function isWithin(value: number | null, from: number | null, to: number | null): boolean {
  return (
    (from === null && to === null) ||
    (value !== null && (from === null || value >= from) && (to === null || value <= to))
  );
}

const before = (moment: number | null) => (moment === null ? null : moment - 1);

/** The desk still looks what became of it. */
export function isUnclear({ pending }: OrderRow): boolean {
  return pending?.state === "unknown";
}

/** It is unclear, or waits for a person. */
export function isUnsettled(row: OrderRow): boolean {
  return isUnclear(row) || row.pending?.state === "needs_person";
}

function sorted(rows: OrderRow[], { sort, ascending }: OrderQuery): OrderRow[] {
  const keyOf: Record<OrderQuery["sort"], (row: OrderRow) => string | number> = {
    created: (row) => row.createdAt ?? 0,
    number: (row) => row.orderNumber ?? "",
    reference: (row) => row.referenceNumber ?? "",
    type: (row) => row.orderType ?? "",
    financial: financialOf,
    shipping: shippingOf,
    total: (row) => row.totalHalalas ?? 0,
    points: (row) => Number(row.totalPoints ?? 0),
    checked: (row) => row.checkedAt ?? 0,
    updated: (row) => row.updatedAt ?? 0,
  };
  const key = keyOf[sort];
  const direction = ascending ? 1 : -1;
  // They come newest first.
  return sort === "created" && !ascending
    ? rows
    : rows.sort((one, other) =>
        key(one) < key(other) ? -direction : key(one) > key(other) ? direction : 0,
      );
}

function spread(rows: readonly OrderRow[], keyOf: (row: OrderRow) => string): StatusCount[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  }
  return [...counts].map(([status, count]) => ({ status, count }));
}
