/** Everything that went out and came in, and what of it needs a person. */
export { LogScreen } from "./log-screen";
