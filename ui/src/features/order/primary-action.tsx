import type { OrderRow } from "../../bridge/types";
import { Button, IconButton, MoreIcon } from "../../design";
import { shortcuts, useNotices, useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useShip } from "../../queries";

/** The one thing to do next, always at the foot, and any other shipping status beside it. */
export function PrimaryAction({
  row,
  onShippingMenu,
}: {
  readonly row: OrderRow;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const ship = useShip();
  const { say, fail } = useNotices();
  const single = useShortcutsEnabled();
  const target = row.shipping.next;
  const isPending = row.pending !== null && row.pending.state !== "refused";
  return (
    <footer className="flex shrink-0 items-center gap-2 border-line border-t bg-panel px-5 py-3">
      {target === null || isPending ? (
        <span className="flex-1 text-ink-faint">
          {translate(isPending ? "shipping.isPending" : "shipping.noNext")}
        </span>
      ) : (
        <Button
          className="flex-1"
          isDisabled={ship.isPending}
          kind="primary"
          onPress={() =>
            ship.mutate(
              { uuids: [row.uuid], target, nameAr: null, nameEn: null },
              {
                onSuccess: () =>
                  say(translate("shipping.asked", { status: shippingWord(translate, target) })),
                onError: fail,
              },
            )
          }
          {...(single ? { keys: shortcuts.advance.cap } : {})}
        >
          <span>
            <Message id="shipping.advance" values={{ status: shippingWord(translate, target) }} />
          </span>
        </Button>
      )}
      <IconButton
        className="size-8! border border-line-strong"
        isDisabled={isPending}
        keys={shortcuts.shippingMenu.cap}
        name={translate("shipping.menu")}
        onPress={() => onShippingMenu(row)}
      >
        <MoreIcon />
      </IconButton>
    </footer>
  );
}
