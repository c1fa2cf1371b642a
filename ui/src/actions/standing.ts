import type { ActionView, PendingAction } from "../bridge/types";
import { type Format, leftUntil } from "../format";
import type { Translate } from "../messages";
import { actionTones, decisionOf, isAboutKey, isAway, type Tone, wasNotSent } from "../points";

/** What of an action says where it stands; a row of the list knows less than the whole of it. */
export type Stood = Pick<PendingAction, "state" | "reason" | "heldUntil"> &
  Partial<Pick<ActionView, "nextTryAt" | "nextSettleAt" | "tries" | "made">>;

/** Where an action stands, and why where that tells a person something. */
export type Standing =
  | "held"
  | "queued"
  | "network"
  | "key"
  | "pause"
  | "points"
  | "sending"
  | "unknown"
  | "needs_person"
  | "unsent"
  | "confirmed"
  | "activation"
  | "decided"
  | "refused"
  | "withdrawn"
  | "given_up"
  | "superseded";

/** Points took it, and nothing comes of it before the customer does something. */
function waitsForCustomer({ state, made }: Pick<Stood, "state" | "made">): boolean {
  return state === "confirmed" && made?.made === "pending_activation";
}

export function standingOf({ state, reason, ...rest }: Stood): Standing {
  switch (state) {
    case "confirmed":
      if (decisionOf(reason) !== null) {
        return "decided";
      }
      return waitsForCustomer({ state, ...rest }) ? "activation" : "confirmed";
    case "withdrawn":
      return decisionOf(reason) === null ? "withdrawn" : "given_up";
    case "queued":
      return waitingFor(reason ?? "");
    case "needs_person":
      return wasNotSent({ state, reason, ...rest }) ? "unsent" : "needs_person";
    default:
      return state;
  }
}

function waitingFor(reason: string): Standing {
  if (isAway(reason)) {
    return "network";
  }
  if (isAboutKey(reason)) {
    return "key";
  }
  if (reason === "throttled") {
    return "pause";
  }
  const ofPoints = ["points_down", "unreadable_answer", "refusal_unproved"];
  return ofPoints.includes(reason) ? "points" : "queued";
}

export function standingTone(action: Pick<Stood, "state" | "made">): Tone {
  return waitsForCustomer(action) ? "waiting" : actionTones[action.state];
}

/** The moment to which it counts down: the end of the hold, the next try, the next look. */
export function countsTo({ state, heldUntil, nextTryAt, nextSettleAt }: Stood): number | null {
  switch (state) {
    case "held":
      return heldUntil;
    case "queued":
      return nextTryAt ?? null;
    case "unknown":
      return nextSettleAt ?? null;
    default:
      return null;
  }
}

type Spans = Pick<Format, "span">;

/** Where it stands in a sentence, as of `now`: "Held back, undo for 6 s". */
export function standingText(
  translate: Translate,
  format: Spans,
  action: Stood,
  now: number,
): string {
  const standing = standingOf(action);
  const left = leftUntil(countsTo(action), now);
  if (left === null) {
    return translate(`standing.${standing}`);
  }
  const span = format.span(left);
  if (standing === "held" || standing === "unknown") {
    return translate(`standing.${standing}For`, { span });
  }
  return `${translate(`standing.${standing}`)}${translate("listed.separator")}${translate("standing.again", { span })}`;
}

/** The same in a word or two, for a cell of the list. */
export function standingBrief(
  translate: Translate,
  format: Spans,
  action: Stood,
  now: number,
): string {
  const standing = standingOf(action);
  if (
    standing === "confirmed" ||
    standing === "activation" ||
    standing === "decided" ||
    standing === "withdrawn" ||
    standing === "given_up" ||
    standing === "superseded"
  ) {
    return translate(`standing.${standing}`);
  }
  const left = leftUntil(countsTo(action), now);
  return left !== null && standing === "held"
    ? translate("standing.brief.heldFor", { span: format.span(left) })
    : translate(`standing.brief.${standing}`);
}
