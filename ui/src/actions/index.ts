/** What a person asks of Points: its token, and in words what it is and where it stands. */
export { PendingMark, RefusedMark } from "./pending-mark";
export { ReasonWords, WhyWords } from "./reason-words";
export { seenOf, shippingOf } from "./seen";
export {
  countsTo,
  type Standing,
  type Stood,
  standingOf,
  standingText,
  standingTone,
} from "./standing";
export { StandingWords } from "./standing-words";
export { newToken, timeOrderedId } from "./token";
export { type Asked, askedName, orderName } from "./words";
