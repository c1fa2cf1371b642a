/** Checkouts that should have ended and did not: what is known of them, and asking Points again. */
export { StaleScreen } from "./stale-screen";
