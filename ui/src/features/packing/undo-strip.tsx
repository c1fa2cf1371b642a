import type { ReactNode } from "react";

import { orderName } from "../../actions";
import type { BatchView } from "../../bridge/types";
import { Button, CloseIcon, IconButton, ToneMark } from "../../design";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord, type Tone } from "../../points";
import { type AskedStep, useActions, useBatch } from "../../queries";
import { StateWords, stateTone } from "./state-words";

interface Ways {
  readonly onUndo: () => void;
  readonly onDismiss: () => void;
}

/** What was asked for last, how it stands, how long nothing is sent yet, and the way back. */
export function StepStrip({ step, ...ways }: Ways & { readonly step: AskedStep }) {
  const translate = useMessages();
  const now = useActions([step.id]).get(step.id) ?? step;
  const target =
    now.target === null ? translate("packing.label") : shippingWord(translate, now.target);
  return (
    <Strip
      state={<StateWords heldUntil={now.heldUntil} state={now.state} />}
      tone={stateTone[now.state]}
      {...ways}
    >
      <Message id="packing.undo.step" values={{ number: orderName(now), status: target }} />
    </Strip>
  );
}

/** The same for many orders that were asked for at once. */
export function BatchStrip({ batch, ...ways }: Ways & { readonly batch: BatchView }) {
  const translate = useMessages();
  const { rows } = useBatch(batch.id).data ?? batch;
  const waiting = rows.filter(({ state }) => state === "held" || state === "queued").length;
  return (
    <Strip
      state={translate("packing.undo.batchWaits", { count: waiting })}
      tone={waiting > 0 ? "waiting" : "moving"}
      {...ways}
    >
      <Message id="packing.undo.batch" values={{ count: rows.length }} />
    </Strip>
  );
}

function Strip({
  tone,
  state,
  children,
  onUndo,
  onDismiss,
}: Ways & {
  readonly tone: Tone;
  /** Where it stands. */
  readonly state: ReactNode;
  /** What it is. */
  readonly children: ReactNode;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  return (
    <section
      aria-label={translate("packing.undo.name")}
      className="appear flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-canvas px-4 py-1.5"
    >
      <ToneMark tone={tone} />
      <span className="font-medium">{children}</span>
      <span className="text-ink-soft">{state}</span>
      <span className="flex-1" />
      <Button onPress={onUndo} {...(hasKeys ? { keys: shortcuts.takeBack.cap } : {})}>
        {translate("action.undo")}
      </Button>
      <IconButton name={translate("packing.undo.dismiss")} onPress={onDismiss}>
        <CloseIcon />
      </IconButton>
    </section>
  );
}
