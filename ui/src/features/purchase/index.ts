/** Purchases that a person enters: points are given for them, or a link is made to pay them by. */
export { usePurchases } from "./use-purchases";
