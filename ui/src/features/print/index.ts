/** Orders on paper: what, on what, in which language. */
export { PrintDialog } from "./print-dialog";
