/** Work on many orders: what can be done with chosen ones, how far it is, and what came of each. */
export { BulkDialogs } from "./dialogs";
export { SelectionBar } from "./selection-bar";
export { BulkStrip } from "./strip";
export type { BulkDialog } from "./work";
