/** Which orders of the list a person chose. It knows uuids and queries, and nothing of the orders. */
export * from "./selection";
export { useForgottenWithItsList, useIsSelecting, useSelection } from "./store";
