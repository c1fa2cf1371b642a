import type { ActionState } from "../../bridge/types";
import { leftUntil, useFormat, useNow } from "../../format";
import { useMessages } from "../../messages";
import type { Tone } from "../../points";

/** How each state of an action is marked. */
export const stateTone: Readonly<Record<ActionState, Tone>> = {
  held: "moving",
  queued: "waiting",
  sending: "moving",
  confirmed: "done",
  refused: "stop",
  unknown: "needs",
  needs_person: "needs",
  withdrawn: "waiting",
  superseded: "waiting",
};

/** Where an action stands, in a word or two; how long it is still held back. */
export function StateWords({
  state,
  heldUntil,
}: {
  readonly state: ActionState;
  readonly heldUntil: number | null;
}) {
  const translate = useMessages();
  return state === "held" && heldUntil !== null ? (
    <HeldWords heldUntil={heldUntil} />
  ) : (
    translate(`packing.state.${state}`)
  );
}

function HeldWords({ heldUntil }: { readonly heldUntil: number }) {
  const translate = useMessages();
  const format = useFormat();
  // Its row stands as held a moment longer than the hold lasts.
  const left = leftUntil(heldUntil, useNow()) ?? 1_000;
  return translate("packing.state.heldFor", { span: format.span(left) });
}
