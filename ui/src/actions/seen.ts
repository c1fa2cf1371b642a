import type { OrderRow, SeenOrder, ShippingRequest } from "../bridge/types";
import { shippingKey } from "../points";

/** What matters of an order as it is drawn: what a person asks for holds for this. */
export function seenOf(row: OrderRow): SeenOrder {
  return {
    financial: row.financialStatus,
    shipping: shippingKey(row.shipping),
    totalHalalas: row.totalHalalas,
  };
}

/** A status for one order as it is drawn, and the label where one is given with it. */
export function shippingOf(
  row: OrderRow,
  target: string,
  { nameAr, nameEn }: Pick<ShippingRequest, "nameAr" | "nameEn"> = { nameAr: null, nameEn: null },
): ShippingRequest {
  return { uuids: [row.uuid], target, nameAr, nameEn, seen: { [row.uuid]: seenOf(row) } };
}
