import { isMessageId, type Translate } from "../messages";

/**
 * What people say for a `settlement_status`. The documentation lists no words of it, so all but a
 * few are shown as they came.
 */
export function settlementWord(translate: Translate, status: string | null): string {
  if (status === null) {
    return translate("settlement.none");
  }
  const id = `settlement.${status}`;
  return isMessageId(id) ? translate(id) : status;
}
