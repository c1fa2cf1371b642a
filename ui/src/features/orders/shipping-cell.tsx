import { useEffect, useRef, useState } from "react";

import type { OrderRow, PendingAction } from "../../bridge/types";
import { NoValue, ShippingState, ToneMark } from "../../design";
import { useLocale, useMessages } from "../../messages";
import { isNothingToShip, shippingKey, shippingWord, wasNotSent } from "../../points";

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

  if (pending !== null && pending.state !== "refused") {
    return <Pending pending={pending} status={status} />;
  }
  if (row.presence !== "known" && status === null) {
    return <NoValue />;
  }
  if (pending === null && custom === null && isNothingToShip(status, row.financialStatus)) {
    return <NoValue spoken={shippingWord(translate, status)} />;
  }
  return (
    <span className={`flex min-w-0 items-center gap-2 rounded-small ${isFresh ? "confirmed" : ""}`}>
      <ShippingState label={custom} licenceStep={licenceStep} status={status} />
      {pending !== null && <Refused message={pending.message} />}
    </span>
  );
}

function Pending({
  pending,
  status,
}: {
  readonly pending: PendingAction;
  readonly status: string | null;
}) {
  const translate = useMessages();
  const isUnclear = pending.state === "unknown" || pending.state === "needs_person";
  const target = pending.target ?? status;
  const standing = wasNotSent(pending)
    ? "pending.notSent"
    : isUnclear
      ? "pending.unclear"
      : "pending.sending";
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span
        className={`pending flex min-w-0 items-center gap-1.5 px-1.5 ${isUnclear ? "text-needs" : "text-moving"}`}
        title={target ?? undefined}
      >
        <ToneMark size={12} tone={isUnclear ? "needs" : "moving"} />
        <bdi className="truncate">{shippingWord(translate, target)}</bdi>
      </span>
      <span className={`shrink-0 text-small ${isUnclear ? "text-needs" : "text-ink-faint"}`}>
        {translate(standing)}
      </span>
    </span>
  );
}

function Refused({ message }: { readonly message: string | null }) {
  const translate = useMessages();
  return (
    <span
      className="flex shrink-0 items-center gap-1 text-small text-stop"
      title={message ?? undefined}
    >
      <ToneMark size={12} tone="stop" />
      {translate("pending.refused")}
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
