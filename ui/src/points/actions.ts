import type { ActionChange, ActionKind, ActionState } from "../bridge/types";
import { isMessageId, type MessageId } from "../messages";
import type { Tone } from "./financial";

/** Each state as one of the families that have a colour and a mark. */
export const actionTones: Readonly<Record<ActionState, Tone>> = {
  held: "waiting",
  queued: "waiting",
  sending: "moving",
  confirmed: "done",
  refused: "stop",
  // The desk looks it up by itself; only what it cannot settle needs somebody.
  unknown: "moving",
  needs_person: "needs",
  withdrawn: "waiting",
  superseded: "waiting",
};

/** Whether Points has not confirmed it yet, and may still. */
export function isOpen(state: ActionState): boolean {
  return (
    state === "held" ||
    state === "queued" ||
    state === "sending" ||
    state === "unknown" ||
    state === "needs_person"
  );
}

/** Whether it may have reached Points already, so that nothing else goes before it is settled. */
export function isUnderWay(state: ActionState): boolean {
  return state === "sending" || state === "unknown" || state === "needs_person";
}

/** Whether it is about the parcel; everything else is about money. */
export function isAboutShipping(kind: ActionKind): boolean {
  return kind === "shipping";
}

/** Whether it moves money or points, or makes something that does. */
export function isAboutMoney(kind: ActionKind): boolean {
  return kind !== "shipping";
}

/** With these reasons it had left, and reads left it to a person; with any other one it never did. */
const afterSending: readonly string[] = ["read_shows_old_status", "read_cannot_tell"];

/** Whether a change waits for a person without ever having reached Points. */
export function wasNotSent({
  state,
  reason,
  tries,
}: {
  readonly state: ActionState;
  readonly reason: string | null;
  /** How many requests left, where that is known. */
  readonly tries?: number;
}): boolean {
  if (state !== "needs_person") {
    return false;
  }
  return tries === undefined ? reason !== null && !afterSending.includes(reason) : tries === 0;
}

/** What came of wanting an action back. */
export type TakenBack =
  /** Nothing was sent, and nothing will be. */
  | "taken"
  /** Points said no: nothing changed there. */
  | "refused"
  /** Nothing was sent yet; a person decides whether anything is. */
  | "undecided"
  /** Nothing was sent, and nothing would have been. */
  | "not_sent"
  /** It has left, and cannot be unsent. */
  | "sent";

/** What came of wanting back an action that stands like this now. */
export function takenBackOf({
  state,
  tries,
}: {
  readonly state: ActionState;
  /** How many requests left. */
  readonly tries: number;
}): TakenBack {
  switch (state) {
    case "withdrawn":
      return "taken";
    case "refused":
      return "refused";
    case "needs_person":
      return tries === 0 ? "undecided" : "sent";
    case "superseded":
    case "confirmed":
      return tries === 0 ? "not_sent" : "sent";
    default:
      return "sent";
  }
}

/** What a person decided of an action that nobody knew the end of; none where nobody did. */
export function decisionOf(reason: string | null): "happened" | "did_not_happen" | null {
  switch (reason) {
    case "decided_happened":
      return "happened";
    case "decided_did_not_happen":
      return "did_not_happen";
    default:
      return null;
  }
}

/** The words for a change of an action. A person's word is no confirmation of Points. */
export function changeId({ state, reason }: Pick<ActionChange, "state" | "reason">): MessageId {
  const decision = decisionOf(reason);
  return decision === null ? `action.state.${state}` : `action.decided.${decision}`;
}

/** The words for why an action stands where it does; none where the state says it all. */
export function reasonId(state: ActionState, reason: string | null): MessageId | null {
  // At the end of the app, what was on its way is unclear, and what waited was never sent.
  const isUnsent = reason === "app_ended" && state === "needs_person";
  const own = `reason.${isUnsent ? "app_ended_unsent" : (reason ?? "")}`;
  if (isMessageId(own)) {
    return own;
  }
  const cause = `error.${reason ?? ""}.cause`;
  return isMessageId(cause) ? cause : null;
}
