/** Any shipping status for an order, with an own label in both languages. */
export { ShippingDialog } from "./shipping-dialog";
