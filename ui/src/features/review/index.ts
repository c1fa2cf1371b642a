/** Cases: what is to be explained, what is known of it, and what a person decides. */
export { CasesOfOrder } from "./cases-of-order";
export { type MoneyQuestion, ReviewScreen } from "./review-screen";
