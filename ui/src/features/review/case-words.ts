/** What a case is called, why it is one, and what is to be done, in words: pure. */
import type { CaseClass, CaseStep, CaseView } from "../../bridge/types";
import type { Format } from "../../format";
import { isMessageId, type MessageId, type Translate } from "../../messages";
import { financialWord, shippingWord, type Tone } from "../../points";

/** How loud a class is; the shape of its mark says it too. */
export const caseTones: Readonly<Record<CaseClass, Tone>> = {
  paid_not_in_shop: "needs",
  moving_in_vain: "stop",
  paid_twice: "stop",
  amount_differs: "needs",
  amount_changed: "needs",
  reserved_ageing: "moving",
  unpaid_ageing: "needs",
  paid_in_shop_only: "needs",
  events_ahead: "moving",
  webhook_lost: "waiting",
  shipping_not_begun: "moving",
  no_longer_read: "waiting",
  gone: "waiting",
  number_shared: "needs",
  shipping_code_unsure: "waiting",
  status_unclear: "needs",
  no_points_id: "waiting",
  points_only: "waiting",
  unclassified: "needs",
};

/** The steps that move money, and the question that each leads to. */
export const moneySteps = { cancel: "cancel", capture: "capture", refund: "refund" } as const;

export type MoneyStep = keyof typeof moneySteps;

export function isMoneyStep(step: CaseStep): step is MoneyStep {
  return Object.hasOwn(moneySteps, step);
}

/** The steps that many cases may take at once, in the order in which they are offered. */
export const stepsForMany = [
  "read_again",
  "done_in_shop",
  "snooze",
  "explain",
] as const satisfies readonly CaseStep[];

export type StepForMany = (typeof stepsForMany)[number];

/** What people call the order or checkout of a case. */
export function caseName({ order, checkout }: Pick<CaseView, "order" | "checkout">): string {
  return (
    order?.orderNumber ??
    checkout?.orderNumber ??
    order?.referenceNumber ??
    checkout?.reference ??
    (order?.uuid ?? checkout?.uuid)?.slice(0, 8) ??
    ""
  );
}

/** What is the matter in a few words, and for how long where that counts: "Unpaid, 3 h 12 min". */
export function whatOf(
  translate: Translate,
  format: Pick<Format, "span">,
  { class: of, since }: Pick<CaseView, "class" | "since">,
  now: number,
): string {
  const id = `case.${of}.what`;
  return isMessageId(id)
    ? translate(id, { age: format.span(now - since) })
    : translate(`case.${of}.name`);
}

/** Everything that the sentence of a class may tell. */
export function whyValues(
  translate: Translate,
  format: Pick<Format, "money" | "short" | "amountText">,
  view: CaseView,
  now: number,
): Readonly<Record<string, string>> {
  const { order, checkout, since, halalas, differenceHalalas } = view;
  const money = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? translate("value.none") : format.money(amount);
  return {
    number: caseName(view),
    since: format.short(since, now),
    amount: money(halalas ?? order?.totalHalalas ?? checkout?.amountHalalas),
    points: money(order?.totalHalalas),
    shopAmount: money(checkout?.amountHalalas),
    difference: money(differenceHalalas === null ? null : Math.abs(differenceHalalas)),
    shop: checkout?.statusText ?? translate("case.fact.noStatus"),
    file: checkout === null ? translate("value.none") : format.short(checkout.asOf, now),
    money: financialWord(translate, order?.financialStatus ?? null, order?.orderType ?? null),
  };
}

/** What the desk recommends, as a sentence: told for the class where it has words of its own. */
export function doOf({
  class: of,
  recommended,
}: Pick<CaseView, "class" | "recommended">): MessageId {
  const own = `case.${of}.do.${recommended}`;
  return isMessageId(own) ? own : `case.do.${recommended}`;
}

/** What the button of a step says. */
export function stepWords(
  translate: Translate,
  step: CaseStep,
  { class: of, order }: Pick<CaseView, "class" | "order">,
): string {
  if (step === "ship" && order?.shipping.next != null) {
    return translate("case.step.shipTo", { status: shippingWord(translate, order.shipping.next) });
  }
  const own = `case.${of}.step.${step}`;
  return translate(isMessageId(own) ? own : `case.step.${step}`);
}

/** What was decided, as a sentence in the past. */
export function decidedWords(translate: Translate, step: CaseStep): string {
  return translate(`case.did.${step}`);
}
