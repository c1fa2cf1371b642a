import type { OrderRow } from "../../bridge/types";
import { onActiveRow, useCopy, useShortcut } from "../../frame";
import { useIsSelecting } from "../../selection";
import { useAdvance } from "./advance";
import { useReadNow } from "./read-now";

/**
 * The keys that act on one order. They are mounted with the order that they act on: the open one,
 * or the active row of the list where none is open, and then only while the focus is in the list.
 */
export function OrderKeys({
  row,
  isOpen,
  onShippingMenu,
  onPrint,
}: {
  readonly row: OrderRow;
  /** The order is open beside the list. */
  readonly isOpen: boolean;
  readonly onShippingMenu: (row: OrderRow) => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  const copy = useCopy();
  const { advance } = useAdvance(row);
  const { read } = useReadNow(row.uuid);
  // Where orders are chosen, these keys act on all of them.
  const isOwn = !useIsSelecting();
  const aimed = (act: () => void) => (isOpen ? act : onActiveRow(act));
  useShortcut(
    "copyNumber",
    aimed(() => copy(row.orderNumber ?? row.uuid)),
  );
  useShortcut("refresh", aimed(read), isOwn);
  useShortcut(
    "print",
    aimed(() => onPrint(row)),
    isOwn,
  );
  useShortcut("advance", aimed(advance), isOwn);
  useShortcut(
    "shippingMenu",
    aimed(() => onShippingMenu(row)),
    isOwn && row.presence !== "gone",
  );
  return null;
}
