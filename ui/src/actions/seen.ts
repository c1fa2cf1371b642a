import type { OrderRow, SeenOrder } from "../bridge/types";
import { shippingKey } from "../points";

/** What matters of an order as it is drawn: what a person asks for holds for this. */
export function seenOf(row: OrderRow): SeenOrder {
  return {
    financial: row.financialStatus,
    shipping: shippingKey(row.shipping),
    totalHalalas: row.totalHalalas,
  };
}
