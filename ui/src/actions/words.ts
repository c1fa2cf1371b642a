import type { ActionView } from "../bridge/types";
import type { Format } from "../format";
import type { Translate } from "../messages";
import { shippingWord } from "../points";

/** What of an action says what it asks for. */
export type Asked = Pick<ActionView, "kind" | "target" | "amountHalalas">;

/** What is asked for, as a noun: "Refund 120.00 SAR", "Status “Packed”". */
export function askedName(
  translate: Translate,
  format: Pick<Format, "money">,
  { kind, target, amountHalalas }: Asked,
): string {
  const amount = format.money(amountHalalas ?? 0);
  switch (kind) {
    case "shipping":
      return target === null
        ? translate("asked.label")
        : translate("asked.shipping", { status: shippingWord(translate, target) });
    case "refund":
      return amountHalalas === null
        ? translate("asked.refund")
        : translate("asked.refundPart", { amount });
    case "earning":
    case "checkout":
      return translate(`asked.${kind}`, { amount });
    default:
      return translate(`asked.${kind}`);
  }
}

/** The same where the column says what it is about: "Packed", "Refund 120.00". */
export function briefName(
  translate: Translate,
  format: Pick<Format, "money">,
  asked: Asked,
): string {
  const { kind, target, amountHalalas } = asked;
  if (kind === "shipping" && target !== null) {
    return shippingWord(translate, target);
  }
  return kind === "refund" && amountHalalas !== null
    ? translate("asked.brief.refundPart", { amount: format.money(amountHalalas) })
    : askedName(translate, format, asked);
}

/** What people call the order of an action: its number, else how its uuid begins. */
export function orderName({
  orderNumber,
  orderUuid,
}: Pick<ActionView, "orderNumber" | "orderUuid">): string {
  return orderNumber ?? orderUuid?.slice(0, 8) ?? "";
}
