/** One order in full: what to say, where it stands, how we know, what was done. */
export { OrderDetail } from "./order-detail";
