import type { OrderRow, PendingAction } from "../../bridge/types";
import { useNotices } from "../../frame";
import { type MessageId, useMessages } from "../../messages";
import { isAboutShipping, isUnderWay, stepAfter } from "../../points";
import { useDesk, useShip } from "../../queries";
import { useUndo } from "../../undo";

/** The next step of an order's parcel, how to ask for it, and why there may be none. */
export function useAdvance(row: OrderRow) {
  const translate = useMessages();
  const ship = useShip();
  const { say, fail } = useNotices();
  const { asked } = useUndo();
  const licenceStep = useDesk().data?.settings.licenceStep ?? false;
  const { pending } = row;
  // What may have reached Points is settled first. What has not left is no hindrance: of several
  // waiting statuses of an order, each goes on from the one before.
  const isWaiting = pending !== null && isUnderWay(pending.state);
  const hindrance: MessageId =
    pending?.state === "needs_person"
      ? "shipping.needsPerson"
      : isWaiting
        ? "shipping.isPending"
        : "shipping.noNext";
  const target = row.presence === "gone" || isWaiting ? null : nextOf(row, licenceStep);
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
      { onSuccess: asked, onError: fail },
    );
  };
  return { target, hindrance, isWaiting, isAsking: ship.isPending, advance };
}

/** The step after what Points shows, or after what was asked for and has not left. */
function nextOf({ shipping, pending }: OrderRow, licenceStep: boolean): string | null {
  return isUnsentStatus(pending) ? stepAfter(pending.target, licenceStep) : shipping.next;
}

function isUnsentStatus(pending: PendingAction | null): pending is PendingAction {
  return (
    pending !== null &&
    isAboutShipping(pending.kind) &&
    (pending.state === "held" || pending.state === "queued") &&
    pending.target !== null
  );
}
