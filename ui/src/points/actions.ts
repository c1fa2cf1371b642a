import type { ActionState } from "../bridge/types";

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
