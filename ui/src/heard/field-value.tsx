import type { FieldKind } from "../bridge/types";
import { Amount, NoValue } from "../design";
import type { Format } from "../format";
import { useFormat } from "../format";
import { type Translate, useMessages } from "../messages";
import { financialWord, shippingWord, typeWord } from "../points";

/** A value of an order the way its kind is written. */
export function FieldValue({
  kind,
  value,
  exact = false,
}: {
  readonly kind: FieldKind;
  readonly value: string | null;
  /** Every digit as received, for where one asks how we know. */
  readonly exact?: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  if (value === null || value === "") {
    return <NoValue />;
  }
  if (exact && (kind === "money" || kind === "points")) {
    return <bdi dir="ltr">{format.decimalText(value)}</bdi>;
  }
  if (kind === "money") {
    return <Amount halalas={null} text={value} />;
  }
  const at = Number(value);
  return (
    <bdi
      className={kind === "json" ? "font-mono text-small" : ""}
      title={kind === "time" ? format.exact(at) : value}
    >
      {fieldText(kind, value, translate, format)}
    </bdi>
  );
}

/** The same as text: for copying and for screen readers. */
export function fieldText(
  kind: FieldKind,
  value: string,
  translate: Translate,
  format: Format,
): string {
  switch (kind) {
    case "money":
      return format.amountText(value);
    case "points":
      return format.points(value);
    case "time":
      return format.moment(Number(value));
    case "financial_status":
      return financialWord(translate, value, null);
    case "shipping_status":
      return shippingWord(translate, value);
    case "order_type":
      return typeWord(translate, value);
    case "text":
    case "json":
      return value;
  }
}
