/** Scanners that type: which keys are a scan, and which are a person's. Knows no order. */
export { type Burst, extended, goesOn, patienceFor, type Stroke, scanOf } from "./burst";
export { characterOf } from "./characters";
export { type Ground, type KeyPress, type Watcher, watchKeys } from "./watch";
