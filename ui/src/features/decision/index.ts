/** All that is known of one action on one screen, and what a person decides about it. */
export { DecisionDialog } from "./decision-dialog";
