import { orderName } from "../../actions";
import type { ActionView } from "../../bridge/types";
import { Button, CloseIcon, IconButton, ToneMark } from "../../design";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useActions } from "../../queries";
import { StateWords, stateTone } from "./state-words";

/** What was asked for last, how it stands, how long nothing is sent yet, and the way back. */
export function UndoStrip({
  action,
  onUndo,
  onDismiss,
}: {
  readonly action: ActionView;
  readonly onUndo: () => void;
  readonly onDismiss: () => void;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  const now = useActions([action.id]).get(action.id) ?? action;
  const target =
    now.target === null ? translate("packing.label") : shippingWord(translate, now.target);
  return (
    <section
      aria-label={translate("packing.undo.name")}
      className="appear flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-canvas px-4 py-1.5"
    >
      <ToneMark tone={stateTone[now.state]} />
      <span className="font-medium">
        <Message id="packing.undo.step" values={{ number: orderName(now), status: target }} />
      </span>
      <span className="text-ink-soft">
        <StateWords heldUntil={now.heldUntil} state={now.state} />
      </span>
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
