import { useId } from "react";

import type { OrderDetail } from "../../bridge/types";
import { Amount, Button } from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { type MoneyKind, type Offer, offersOf } from "./money-kind";

/** What went back, what is left, and what can be done with the money. */
export function MoneyActions({
  detail: { money },
  onAsk,
}: {
  readonly detail: OrderDetail;
  readonly onAsk: (kind: MoneyKind) => void;
}) {
  const translate = useMessages();
  const offers = offersOf(money.offers);
  const hindered = offers.filter(({ hindrance }) => hindrance !== null);
  const isDisputed = offers.some((offer) => offer.isDisputed && offer.hindrance === null);
  return (
    <div className="mt-2 flex flex-col gap-2">
      {money.refundedHalalas > 0 && (
        <p className="text-ink-soft text-small">
          <Message
            id={money.leftHalalas === null ? "moving.back" : "moving.backAndLeft"}
            values={{
              back: <Amount halalas={money.refundedHalalas} text={null} />,
              remaining: <Amount halalas={money.leftHalalas} text={null} />,
            }}
          />
        </p>
      )}
      {/* Out to the edge of the section, so that their words stand in line with it. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form */}
      <div aria-label={translate("moving.name")} className="-ms-2 flex flex-wrap" role="group">
        {offers.map((offer) => (
          <OfferButton key={offer.kind} offer={offer} onAsk={onAsk} />
        ))}
      </div>
      {isDisputed && (
        <p className="text-ink-faint text-small">
          <DisputedMark /> {translate("moving.disputed")}
        </p>
      )}
      {offers.length > 0 && hindered.length === offers.length && (
        <p className="text-ink-faint text-small">{translate("moving.nothing")}</p>
      )}
    </div>
  );
}

/**
 * One of them. What is not offered can be reached all the same, by key too, and says why it is not:
 * a button that is switched off would keep its reason to itself.
 */
function OfferButton({
  offer: { kind, hindrance, isDisputed },
  onAsk,
}: {
  readonly offer: Offer;
  readonly onAsk: (kind: MoneyKind) => void;
}) {
  const translate = useMessages();
  const { hint } = useNotices();
  const why = useId();
  if (hindrance !== null) {
    const reason = translate(`moving.hindrance.${hindrance}`);
    return (
      <span title={reason}>
        <Button
          aria-describedby={why}
          className="text-ink-faint!"
          kind="quiet"
          onPress={() => hint(reason)}
          size="small"
        >
          {translate(`moving.${kind}`)}
        </Button>
        <span className="sr-only" id={why}>
          {translate("moving.notOffered", { reason })}
        </span>
      </span>
    );
  }
  return (
    <span>
      <Button
        className={kind === "cancel" ? "font-medium text-stop!" : "font-medium text-ink!"}
        kind="quiet"
        onPress={() => onAsk(kind)}
        size="small"
        {...(isDisputed ? { "aria-describedby": why } : {})}
      >
        {translate(`moving.${kind}`)}
        {isDisputed && <DisputedMark />}
      </Button>
      {isDisputed && (
        <span className="sr-only" id={why}>
          {translate("moving.disputed")}
        </span>
      )}
    </span>
  );
}

/** Pages of the documentation disagree here. */
function DisputedMark() {
  return (
    <span aria-hidden="true" className="text-needs">
      *
    </span>
  );
}
