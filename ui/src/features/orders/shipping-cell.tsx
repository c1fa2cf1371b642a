import { useEffect, useRef, useState } from "react";

import { PendingMark, RefusedMark } from "../../actions";
import type { OrderRow, PendingAction } from "../../bridge/types";
import { NoValue, ShippingState } from "../../design";
import { useLocale, useMessages } from "../../messages";
import { isAboutShipping, isNothingToShip, shippingKey, shippingWord } from "../../points";

/** Where the parcel is, and over it, dashed, what Points has not confirmed. */
export function ShippingCell({
  row,
  licenceStep,
}: {
  readonly row: OrderRow;
  readonly licenceStep: boolean;
}) {
  const { language } = useLocale();
  const translate = useMessages();
  const status = shippingKey(row.shipping);
  const custom = language === "ar" ? row.shipping.customAr : row.shipping.customEn;
  const isFresh = useConfirmation(status, row.pending);
  const { pending } = row;

  // What is asked of the money is drawn at the money.
  const ours = pending !== null && isAboutShipping(pending.kind) ? pending : null;
  if (ours !== null && ours.state !== "refused") {
    return <PendingMark pending={ours} />;
  }
  if (row.presence !== "known" && status === null) {
    return <NoValue />;
  }
  if (ours === null && custom === null && isNothingToShip(status, row.financialStatus)) {
    return <NoValue spoken={shippingWord(translate, status)} />;
  }
  return (
    <span className={`flex min-w-0 items-center gap-2 rounded-small ${isFresh ? "confirmed" : ""}`}>
      <ShippingState label={custom} licenceStep={licenceStep} status={status} />
      {ours !== null && <RefusedMark message={ours.message} />}
    </span>
  );
}

/** True for a moment after what was pending became what Points says. */
function useConfirmation(status: string | null, pending: PendingAction | null): boolean {
  const before = useRef(pending);
  const [isFresh, setFresh] = useState(false);
  useEffect(() => {
    const wasPending = before.current;
    before.current = pending;
    if (wasPending === null || pending !== null || wasPending.target !== status) {
      return;
    }
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), 600);
    return () => clearTimeout(timer);
  }, [pending, status]);
  return isFresh;
}
