/** What came in at the preview's desk. */
import type { FieldChange, HeardEntry, HeardQuery } from "../../src/bridge/types";
import type { Fixture } from "./fixtures";

const minute = 60_000;

/** What came in about the orders, newest first, and what Points said of the merchant in between. */
export function heardOf(orders: readonly Fixture[], now: number): HeardEntry[] {
  return [...ofOrders(orders, now), ...ofNone(now)].sort(
    (one, other) => other.heardAt - one.heardAt,
  );
}

/** Whether a question asks for it. */
export function isAskedFor({ order, source, heardAt }: HeardEntry, query: HeardQuery): boolean {
  return (
    (query.order === "" ||
      order?.uuid === query.order ||
      order?.orderNumber?.startsWith(query.order) === true) &&
    (!query.eventsOnly || source === "event") &&
    (query.heardFrom === null || heardAt >= query.heardFrom) &&
    (query.heardUntil === null || heardAt < query.heardUntil)
  );
}

/** Events that name no order; they are numbered by themselves. */
function ofNone(now: number): HeardEntry[] {
  return [5, 1_900].map((minutes, place) => ({
    id: 70_000 - place,
    order: null,
    source: "event",
    event: "debt_exceeded",
    heardAt: now - minutes * minute,
    isRepeated: false,
    changes: [],
  }));
}

/** An event of each order, what we read of it, and some said twice. */
function ofOrders(orders: readonly Fixture[], now: number): HeardEntry[] {
  return orders.slice(0, 160).flatMap(({ row }, place): HeardEntry[] => {
    if (row.presence !== "known") {
      return [];
    }
    const at = now - Math.floor((place + 1) ** 2.1 * 0.4 * minute);
    const order = { uuid: row.uuid, orderNumber: row.orderNumber };
    const changes: FieldChange[] =
      place % 3 === 0
        ? [
            { field: "status", kind: "shipping_status", before: "new", after: "ready_shipping" },
            { field: "updated_at", kind: "time", before: null, after: String(at) },
            { field: "total_points", kind: "points", before: null, after: row.totalPoints },
          ]
        : [
            {
              field: "order_status",
              kind: "financial_status",
              before: "new",
              after: row.financialStatus,
            },
          ];
    const entry: HeardEntry = {
      id: 70_000 - place * 2,
      order,
      source: place % 4 === 3 ? "answer" : "event",
      event: place % 4 === 3 ? null : (row.financialStatus ?? "captured"),
      heardAt: at,
      isRepeated: place % 5 === 4,
      changes: place % 5 === 4 ? [] : changes,
    };
    const read = { ...entry, id: entry.id - 1, source: "read" as const, event: null };
    return [entry, { ...read, heardAt: at - 30_000, isRepeated: true, changes: [] }];
  });
}
