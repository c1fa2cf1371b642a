import type { ActionState } from "../bridge/types";
import { isMessageId, type MessageId } from "../messages";

/** With these reasons, reads left a change to a person; with any other one it was never sent. */
const afterReads: readonly string[] = ["read_shows_old_status", "read_cannot_tell"];

/** Whether a change waits for a person without ever having reached Points. */
export function wasNotSent({
  state,
  reason,
}: {
  readonly state: ActionState;
  readonly reason: string | null;
}): boolean {
  return state === "needs_person" && reason !== null && !afterReads.includes(reason);
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
