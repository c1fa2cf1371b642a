import type { OrderRow } from "../../bridge/types";
import { useCopy, useShortcut } from "../../frame";
import { useAdvance } from "./advance";
import { useReadNow } from "./read-now";

/**
 * The keys that act on one order. They are mounted with the order that they act on: the open one,
 * or the active row of the list where none is open.
 */
export function OrderKeys({
  row,
  onShippingMenu,
}: {
  readonly row: OrderRow;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const copy = useCopy();
  const { advance } = useAdvance(row);
  const { read } = useReadNow(row.uuid);
  useShortcut("copyNumber", () => copy(row.orderNumber ?? row.uuid));
  useShortcut("refresh", read);
  useShortcut("advance", advance);
  useShortcut("shippingMenu", () => onShippingMenu(row), row.presence !== "gone");
  return null;
}
