import { RadioGroup } from "react-aria-components";

import type { MoneyOffers } from "../../bridge/types";
import { AmountField, RadioLine } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { type AmountFault, type Filled, isAllOf } from "./asking";

/** All that is left, or a part of it. */
export function RefundAmount({
  filled,
  money,
  total,
  fault,
  onChange,
}: {
  readonly filled: Filled;
  readonly money: MoneyOffers;
  /** The order's total, halalas; none where it is not known exactly. */
  readonly total: number | null;
  readonly fault: AmountFault | null;
  readonly onChange: (some: Partial<Filled>) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const remaining = money.leftHalalas === null ? null : format.money(money.leftHalalas);
  return (
    <div className="flex flex-col gap-2">
      {!money.mustNameAmount && (
        <RadioGroup
          aria-label={translate("moving.howMuch")}
          className="-mx-2.5 flex flex-col gap-0.5"
          onChange={(value) => onChange({ isAll: value === "all" })}
          value={filled.isAll ? "all" : "part"}
        >
          <RadioLine value="all">
            {remaining === null ? (
              translate("moving.all")
            ) : (
              <Message
                id={money.leftHalalas === total ? "moving.allOf" : "moving.allLeft"}
                values={{ amount: remaining }}
              />
            )}
          </RadioLine>
          <RadioLine value="part">{translate("moving.part")}</RadioLine>
        </RadioGroup>
      )}
      {!isAllOf(money, filled) && (
        <AmountField
          autoFocus
          fault={
            fault === null || fault === "missing" ? undefined : fault === "tooMuch" ? (
              <Message id="moving.amount.tooMuch" values={{ remaining: remaining ?? "" }} />
            ) : (
              translate(`moving.amount.${fault}`)
            )
          }
          hint={
            remaining === null ? (
              translate("moving.amount.leftUnknown")
            ) : (
              <Message id="moving.amount.most" values={{ remaining }} />
            )
          }
          label={translate("moving.amount")}
          onChange={(part) => onChange({ part })}
          value={filled.part}
        />
      )}
    </div>
  );
}
