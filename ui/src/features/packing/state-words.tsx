import type { ActionState } from "../../bridge/types";
import { useFormat, useNow } from "../../format";
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
  const seconds = useSecondsLeft(heldUntil);
  return translate("packing.state.heldFor", { span: format.span(seconds * 1_000) });
}

/** Whole seconds until then, the last one as 1. The clock of the page lags up to a second behind. */
function useSecondsLeft(until: number): number {
  return Math.max(1, Math.floor((until - useNow()) / 1_000));
}
