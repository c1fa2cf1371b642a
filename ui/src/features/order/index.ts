/** One order in full: what to say, where it stands, how we know, what was done; and its keys. */
export { OrderDetail } from "./order-detail";
export { OrderKeys } from "./order-keys";
