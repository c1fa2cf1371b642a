/** What a purchase made at Points, shown where it was asked for and wherever it is found again. */
export { isKept } from "./kept";
export { Made } from "./made";
