import type { ActionChange, ActionState } from "../bridge/types";
import { Message } from "../messages";
import { reasonId } from "../points";

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

/** Why an action changed its state: our words for the code, and Points' own. */
export function WhyWords({
  change: { state, reason, message },
}: {
  readonly change: Pick<ActionChange, "state" | "reason" | "message">;
}) {
  return (
    <>
      {reasonId(state, reason) !== null && (
        <>
          {": "}
          <ReasonWords reason={reason} state={state} />
        </>
      )}
      {message !== null && (
        <>
          {" "}
          <q>
            <bdi>{message}</bdi>
          </q>
        </>
      )}
    </>
  );
}
