/** What can be done with an order's money, and the question that comes before each. */
export { MoneyActions } from "./money-actions";
export { MoneyDialog } from "./money-dialog";
export type { MoneyKind } from "./money-kind";
