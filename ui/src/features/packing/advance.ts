import { useRef } from "react";

import { shippingOf } from "../../actions";
import type { OrderRow } from "../../bridge/types";
import { useNotices } from "../../frame";
import { type MessageId, useMessages } from "../../messages";
import { noStepOf } from "../../points";
import { useShip } from "../../queries";
import { isCalledOff } from "./stages";

/**
 * Money that never came or went back by itself. An order that is only authorized may ship before its
 * money is taken, as many shops do.
 */
const unpaid = ["new", "auto_refunded"];

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
  if (isCalledOff(row.financialStatus)) {
    return "packing.calledOff";
  }
  if (row.orderType === "earning") {
    return "packing.hindrance.nothing_to_ship";
  }
  if (row.financialStatus !== null && unpaid.includes(row.financialStatus)) {
    return "packing.hindrance.not_paid";
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
