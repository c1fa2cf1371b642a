import { isMessageId, type MessageId, type Translate } from "../messages";

/** The families of meaning that have a colour and a mark. */
export type Tone = "waiting" | "moving" | "done" | "needs" | "stop";

/** The words of `order_status` (documentation: order lifecycle), in their usual order. */
export const financialStatuses = [
  "new",
  "authorized",
  "approved",
  "captured",
  "partially_refunded",
  "fully_refunded",
  "cancelled",
] as const;

const tones: Readonly<Record<string, Tone>> = {
  new: "waiting",
  authorized: "moving",
  approved: "done",
  captured: "done",
  partially_refunded: "moving",
  fully_refunded: "waiting",
  cancelled: "stop",
};

/** The tone of a status; a word we do not know waits for somebody to look. */
export function financialTone(status: string | null): Tone {
  return status === null || status === "" ? "waiting" : (tones[status] ?? "needs");
}

/** What people say for a financial status. A word we do not know is shown as it came. */
export function financialWord(
  translate: Translate,
  status: string | null,
  type: string | null,
): string {
  if (status === null || status === "") {
    return translate("money.unknown");
  }
  if (status === "approved" && type === "earning") {
    return translate("money.approvedEarning");
  }
  const id = `money.${status}`;
  return isMessageId(id) ? translate(id) : status;
}

/** What people say for the type of an order. */
export function typeWord(translate: Translate, type: string | null): string {
  if (type === null || type === "") {
    return translate("type.unknown");
  }
  const id = `type.${type}`;
  return isMessageId(id) ? translate(id) : type;
}

/** The name of a field of the API in our words, or as Points calls it. */
export function fieldName(translate: Translate, field: string): string {
  const id: string = `field.${field}`;
  return isMessageId(id) ? translate(id as MessageId) : field;
}
