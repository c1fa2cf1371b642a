import type { ActionState } from "../../bridge/types";
import { Message } from "../../messages";
import { reasonId } from "../../points";

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
