import type { OrderRow } from "../../bridge/types";
import { onActiveRow, useCopy, useShortcut } from "../../frame";
import { go } from "../../location";
import { useLocale } from "../../messages";
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
  const locale = useLocale();
  const { advance } = useAdvance(row);
  const { read } = useReadNow(row.uuid);
  const aimed = (act: () => void) => (isOpen ? act : onActiveRow(act));
  useShortcut(
    "copyNumber",
    aimed(() => copy(row.orderNumber ?? row.uuid)),
  );
  // Of the open order, the sentence is the one that is shown, in the caller's language.
  useShortcut(
    "copySentence",
    aimed(() => copy(callSentence(row, locale))),
    !isOpen && row.presence !== "unread",
  );
  useShortcut(
    "note",
    aimed(() => {
      openDraft(draftName(row.uuid));
      go({ order: row.uuid });
    }),
  );
  useShortcut("refresh", aimed(read));
  useShortcut(
    "print",
    aimed(() => onPrint(row)),
  );
  useShortcut("advance", aimed(advance));
  useShortcut(
    "shippingMenu",
    aimed(() => onShippingMenu(row)),
    row.presence !== "gone",
  );
  return null;
}
