import type { ActionState, PendingAction } from "../../bridge/types";
import { ToneMark, toneText } from "../../design";
import { useFormat, useNow } from "../../format";
import { useMessages } from "../../messages";
import { shippingWord, type Tone } from "../../points";

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

/** What Points has not confirmed, dashed, and where that stands. */
export function PendingMark({ pending }: { readonly pending: PendingAction }) {
  const translate = useMessages();
  const { state, target, heldUntil } = pending;
  const tone = stateTone[state];
  return (
    <span className={`flex min-w-0 items-center gap-2 ${toneText[tone]}`}>
      <span className="pending flex min-w-0 items-center gap-1.5 px-1.5">
        <ToneMark size={12} tone={tone} />
        <bdi className="truncate">
          {target === null ? translate("packing.label") : shippingWord(translate, target)}
        </bdi>
      </span>
      <span className="shrink-0 text-small">
        <StateWords heldUntil={heldUntil} state={state} />
      </span>
    </span>
  );
}

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
  const left = useSecondsLeft(heldUntil);
  return translate("packing.state.heldFor", { span: format.span(left * 1_000) });
}

/** Whole seconds until then, the last one as 1. The clock of the page lags up to a second behind. */
function useSecondsLeft(until: number): number {
  return Math.max(1, Math.floor((until - useNow()) / 1_000));
}
