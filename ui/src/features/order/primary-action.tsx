import type { OrderRow } from "../../bridge/types";
import { Button, IconButton, MoreIcon } from "../../design";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useIsSelecting } from "../../selection";
import { useAdvance } from "./advance";

/** The one thing to do next, always at the foot, and any other shipping status beside it. */
export function PrimaryAction({
  row,
  onShippingMenu,
}: {
  readonly row: OrderRow;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const { target, hindrance, isWaiting, isAsking, advance } = useAdvance(row);
  const isSelecting = useIsSelecting();
  const hasKey = useShortcutsEnabled() && !isSelecting;
  return (
    <footer className="flex shrink-0 items-center gap-2 border-line border-t bg-panel px-5 py-3">
      {target === null ? (
        <span className="min-w-0 flex-1 truncate text-ink-faint">{translate(hindrance)}</span>
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
