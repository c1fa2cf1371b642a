import type { OrderRow } from "../../bridge/types";
import { useNotices } from "../../frame";
import { type MessageId, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useShip } from "../../queries";

/** The next step of an order's parcel, how to ask for it, and why there may be none. */
export function useAdvance(row: OrderRow) {
  const translate = useMessages();
  const ship = useShip();
  const { say, fail } = useNotices();
  // A refused action is over; any other one has to be settled first.
  const isWaiting = row.pending !== null && row.pending.state !== "refused";
  const hindrance: MessageId =
    row.pending?.state === "needs_person"
      ? "shipping.needsPerson"
      : isWaiting
        ? "shipping.isPending"
        : "shipping.noNext";
  const target = row.presence === "gone" || isWaiting ? null : row.shipping.next;
  const advance = () => {
    if (target === null) {
      say(translate(hindrance));
      return;
    }
    // A second press while the first is on its way to the disk asks for nothing more.
    if (ship.isPending) {
      return;
    }
    ship.mutate(
      { uuids: [row.uuid], target, nameAr: null, nameEn: null },
      {
        onSuccess: () =>
          say(translate("shipping.asked", { status: shippingWord(translate, target) })),
        onError: fail,
      },
    );
  };
  return { target, hindrance, isWaiting, isAsking: ship.isPending, advance };
}
