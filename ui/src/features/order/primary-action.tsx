import type { OrderRow } from "../../bridge/types";
import { Button, IconButton, MoreIcon } from "../../design";
import { type ParcelStep, shortcuts, useShortcutsEnabled } from "../../frame";
import { Message, type MessageId, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useIsSelecting } from "../../selection";
import { useAdvance } from "./advance";

/** The one thing to do next, always at the foot, and any other shipping status beside it. */
export function PrimaryAction({
  row,
  parcelStep,
  onShippingMenu,
}: {
  readonly row: OrderRow;
  /** How the screen beside sends parcels on; none: the order does so by itself. */
  readonly parcelStep: ParcelStep | undefined;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const own = useAdvance(row);
  const { isWaiting, isAsking } = own;
  const { target, hindrance, advance } =
    parcelStep === undefined ? own : stepOf(row, parcelStep, own.hindrance);
  const isSelecting = useIsSelecting();
  const hasKey = useShortcutsEnabled() && !isSelecting;
  return (
    <footer className="flex shrink-0 items-center gap-2 border-line border-t bg-panel px-5 py-3">
      {target === null ? (
        <span className="wrap-anywhere min-w-0 flex-1 text-ink-faint">{translate(hindrance)}</span>
      ) : (
        <Button
          className="min-w-0 flex-1"
          isDisabled={isAsking}
          kind="primary"
          onPress={advance}
          {...(hasKey ? { keys: shortcuts.advance.cap } : {})}
        >
          <span className="truncate">
            <Message id="shipping.advance" values={{ status: shippingWord(translate, target) }} />
          </span>
        </Button>
      )}
      <IconButton
        className="size-8! border border-line-strong"
        isDisabled={isWaiting}
        keys={shortcuts.shippingMenu.cap}
        name={translate("shipping.menu")}
        onPress={() => onShippingMenu(row)}
      >
        <MoreIcon />
      </IconButton>
    </footer>
  );
}

/** The step that the screen beside would take with the row. */
function stepOf(row: OrderRow, { hindranceOf, advance }: ParcelStep, usual: MessageId) {
  const hindrance = hindranceOf(row);
  return {
    target: hindrance === null ? row.shipping.next : null,
    hindrance: hindrance ?? usual,
    advance: () => advance(row),
  };
}
