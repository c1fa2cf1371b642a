import { useRef } from "react";

import { shippingOf } from "../../actions";
import type { OrderRow } from "../../bridge/types";
import { useNotices } from "../../frame";
import { type MessageId, useMessages } from "../../messages";
import { noStepOf, parcelHindranceOf } from "../../points";
import { useShip } from "../../queries";

/** Why the next step of a row is not taken; none where it is. It stops what a scan stops. */
export function hindranceOf(row: OrderRow): MessageId | null {
  if (row.presence === "gone") {
    return "check.gone";
  }
  if (row.pending?.state === "needs_person") {
    return "shipping.needsPerson";
  }
  if (row.pending !== null && row.pending.state !== "refused") {
    return "shipping.isPending";
  }
  const hindrance = parcelHindranceOf(row);
  if (hindrance !== null) {
    return hindrance;
  }
  return row.shipping.next === null ? noStepOf(row.shipping) : null;
}

/** Asks for the next step of the row that it is given; whether it was asked for. */
export function useAdvance(): (row: OrderRow) => boolean {
  const translate = useMessages();
  const { mutateAsync } = useShip();
  const { hint, fail } = useNotices();
  // From the press until the list has the answer: a second press would be another step.
  const underWay = useRef(new Set<string>());
  return (row) => {
    const hindrance = hindranceOf(row);
    const { next } = row.shipping;
    if (hindrance !== null || next === null) {
      hint(translate(hindrance ?? noStepOf(row.shipping)));
      return false;
    }
    if (underWay.current.has(row.uuid)) {
      return false;
    }
    underWay.current.add(row.uuid);
    void mutateAsync(shippingOf(row, next))
      .catch(fail)
      .finally(() => underWay.current.delete(row.uuid));
    return true;
  };
}
