import type { OrderRow } from "../../bridge/types";
import { type Command, useCommands } from "../../commands";
import { commandOf, onActiveRow, type ShortcutName, useCopy } from "../../frame";
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
  // The palette offers them for the open order alone: of a row it would not say which one is meant.
  const key = (name: ShortcutName, act: () => void): Command => ({
    ...commandOf(name, isOpen ? act : onActiveRow(act)),
    isKeyOnly: !isOpen,
  });
  useCommands([
    key("advance", advance),
    ...(row.presence === "gone" ? [] : [key("shippingMenu", () => onShippingMenu(row))]),
    key("refresh", read),
    key("copyNumber", () => copy(row.orderNumber ?? row.uuid)),
    key("print", () => onPrint(row)),
  ]);
  return null;
}
