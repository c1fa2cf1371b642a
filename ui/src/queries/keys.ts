import type { OrderQuery, Topic } from "../bridge/types";

/** The names under which answers of the desk are kept. */
export const keys = {
  desk: ["desk"] as const,
  sync: ["sync"] as const,
  counts: ["counts"] as const,
  stale: ["stale"] as const,
  orders: ["orders"] as const,
  ordersPage: (query: OrderQuery, page: number) => ["orders", query, page] as const,
  order: ["order"] as const,
  orderDetail: (uuid: string) => ["order", uuid, "detail"] as const,
  evidence: (uuid: string, field: string) => ["order", uuid, "evidence", field] as const,
  observation: (id: number) => ["observation", id] as const,
};

/** Which answers a topic makes out of date. */
export const outdatedBy: Readonly<Record<Topic, readonly (readonly string[])[]>> = {
  desk: [keys.desk, keys.sync],
  orders: [keys.orders, keys.order, keys.counts, keys.stale],
  actions: [keys.orders, keys.order, keys.counts],
  sync: [keys.sync],
};
