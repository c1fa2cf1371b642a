/** Orders get in: paste, drop, or choose a file; then a report, line by line. */
export { AddOrders } from "./add-orders";
export { AddOrdersForm } from "./add-orders-form";
