/** Asking Points about many orders: how far it is, and what came of each. */
export * from "./check";
export { Outcome } from "./outcome";
export { SpokenSummary, Summary } from "./summary";
export { type Asked, useChecks } from "./use-checks";
