/** Choosing orders of a list that is on the screen: one by one, in stretches, or all that match. */
export type { ShownOrders } from "./shown";
export { SpokenChoice } from "./spoken-choice";
export { useChoosing } from "./use-choosing";
