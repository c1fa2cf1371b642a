/** Of several statuses of an order that wait to be sent: asks whether the last is enough. */
export { SeveralStatuses } from "./several-statuses";
