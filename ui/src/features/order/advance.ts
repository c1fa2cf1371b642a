import { shippingOf } from "../../actions";
import type { OrderRow } from "../../bridge/types";
import { useNotices } from "../../frame";
import { type MessageId, useMessages } from "../../messages";
import { isAboutShipping, isUnderWay, noStepOf, parcelHindranceOf, stepAfter } from "../../points";
import { useDesk, useShip } from "../../queries";
import { useUndo } from "../../undo";

/** The next step of an order's parcel, how to ask for it, and why there may be none. */
export function useAdvance(row: OrderRow) {
  const translate = useMessages();
  const ship = useShip();
  const { hint, fail } = useNotices();
  const { asked } = useUndo();
  const licenceStep = useDesk().data?.settings.licenceStep ?? false;
  const { pending } = row;
  // What may have reached Points is settled first. What waits to be sent is no hindrance: each of
  // several statuses of an order goes on from the one before. But while one can still be undone, a
  // second press would be a slip of the finger, and skip a step.
  const isHeld = pending?.state === "held" && isAboutShipping(pending.kind);
  const isWaiting = isHeld || (pending !== null && isUnderWay(pending.state));
  const stopped = parcelHindranceOf(row);
  const hindrance: MessageId = isHeld
    ? "shipping.isHeld"
    : pending?.state === "needs_person"
      ? "shipping.needsPerson"
      : isWaiting
        ? "shipping.isPending"
        : (stopped ?? noStepOf(row.shipping));
  const target =
    row.presence === "gone" || isWaiting || stopped !== null ? null : nextOf(row, licenceStep);
  const advance = () => {
    if (target === null) {
      hint(translate(hindrance));
      return;
    }
    // A second press while the first is on its way to the disk asks for nothing more.
    if (ship.isPending) {
      return;
    }
    ship.mutate(shippingOf(row, target), { onSuccess: asked, onError: fail });
  };
  return { target, hindrance, isWaiting, isAsking: ship.isPending, advance };
}

/** The step after what Points shows, or after what was asked for and waits to be sent. */
function nextOf({ shipping, pending }: OrderRow, licenceStep: boolean): string | null {
  const waits =
    pending !== null && pending.state === "queued" && isAboutShipping(pending.kind)
      ? pending.target
      : null;
  return waits === null ? shipping.next : stepAfter(waits, licenceStep);
}
