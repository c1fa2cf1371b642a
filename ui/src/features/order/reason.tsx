import type { ActionState } from "../../bridge/types";
import { isMessageId, Message, type MessageId } from "../../messages";

/** Why an action stands where it does, as a sentence: what the evidence was, or what failed. */
export function ReasonWords({
  state,
  reason,
}: {
  readonly state: ActionState;
  readonly reason: string | null;
}) {
  const id = reasonId(state, reason);
  return id === null ? null : <Message id={id} />;
}

/** The name of that sentence; none where the state says it all. */
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
