import type { ActionView } from "../../bridge/types";

/** The number of the order that an action is about, or the beginning of its uuid. */
export function numberOf({ orderNumber, orderUuid }: ActionView): string {
  return orderNumber ?? orderUuid?.slice(0, 8) ?? "";
}
