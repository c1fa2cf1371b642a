import { Amount, AmountField } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { vatWithin } from "../../points";
import { type Draft, type PurchaseKind, tellTotal, totalOf } from "./draft";

/** What is paid in all: added up from the lines, or typed where there are none. */
export function Sum({
  draft,
  kind,
  fault,
  onTotal,
}: {
  readonly draft: Draft;
  readonly kind: PurchaseKind;
  readonly fault: string | undefined;
  readonly onTotal: (total: string) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const total = totalOf(draft);
  const vat =
    draft.hasVat && total !== null && total > 0 ? (
      <Message id="purchase.vatWithin" values={{ vat: format.money(vatWithin(total)) }} />
    ) : undefined;
  if (kind === "checkout" && !tellTotal(draft)) {
    return (
      <AmountField
        fault={fault}
        hint={vat ?? translate("purchase.totalTyped")}
        isRequired
        label={translate("purchase.total")}
        onChange={onTotal}
        validationBehavior="aria"
        value={draft.total}
      />
    );
  }
  return (
    <div className="flex flex-col gap-1 text-end">
      <p className="font-medium">{translate("purchase.total")}</p>
      <p aria-live="polite" className="font-semibold text-total">
        <Amount halalas={total} sign={16} text={null} />
      </p>
      {fault === undefined ? (
        <p className="text-ink-faint text-small">{vat ?? translate("purchase.totalAdded")}</p>
      ) : (
        <p className="text-small text-stop" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
