/** Which orders of the list a person chose. It knows uuids and queries, and nothing of the orders. */
export * from "./selection";
export { clearSelection, useForgottenWithItsList, useIsSelecting, useSelection } from "./store";
