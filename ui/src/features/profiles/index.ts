/** The stores of this desk: their keys are checked, replaced and removed here, and they themselves. */
export { Profiles } from "./profiles";
export { StoreNotOpened } from "./store-not-opened";
