import type { OrderRow } from "../../bridge/types";
import { type Command, useCommands } from "../../commands";
import { commandOf, onActiveRow, type ShortcutName, useCopy } from "../../frame";
import { go } from "../../location";
import { useLocale } from "../../messages";
import { useIsSelecting } from "../../selection";
import { useAdvance } from "./advance";
import { callSentence } from "./call-sentence";
import { draftName, openDraft } from "./drafts";
import { useReadNow } from "./read-now";

/**
 * The keys that act on one order. They are mounted with the order that they act on: the open one,
 * or the active row of the list where none is open, and then only while the focus is in the list.
 */
export function OrderKeys({
  row,
  isOpen,
  leavesAdvance = false,
  onShippingMenu,
  onPrint,
}: {
  readonly row: OrderRow;
  /** The order is open beside the list. */
  readonly isOpen: boolean;
  /** The screen has the key of the next step for itself. */
  readonly leavesAdvance?: boolean;
  readonly onShippingMenu: (row: OrderRow) => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  const copy = useCopy();
  const locale = useLocale();
  const { advance } = useAdvance(row);
  const { read } = useReadNow(row.uuid);
  // The palette offers them for the open order alone: of a row it would not say which one is meant.
  const key = (name: ShortcutName, act: () => void): Command => ({
    ...commandOf(name, isOpen ? act : onActiveRow(act)),
    isKeyOnly: !isOpen,
  });
  // Where orders are chosen, most keys act on all of them.
  const isOwn = !useIsSelecting();
  const own = (name: ShortcutName, act: () => void) => (isOwn ? [key(name, act)] : []);
  useCommands([
    ...(leavesAdvance ? [] : own("advance", advance)),
    ...(row.presence === "gone" ? [] : own("shippingMenu", () => onShippingMenu(row))),
    ...(row.pending?.state === "needs_person"
      ? own("decide", () => go({ action: row.pending?.id ?? null }))
      : []),
    ...own("refresh", read),
    key("copyNumber", () => copy(row.orderNumber ?? row.uuid)),
    // Of the open order, the sentence is the one that is shown, in the caller's language.
    ...(isOpen || row.presence === "unread"
      ? []
      : [key("copySentence", () => copy(callSentence(row, locale)))]),
    ...own("note", () => {
      openDraft(draftName(row.uuid));
      go({ order: row.uuid });
    }),
    ...own("print", () => onPrint(row)),
  ]);
  return null;
}
