import { useEffect, useState } from "react";
import { orderName } from "../../actions";
import type { ActionView } from "../../bridge/types";
import { Button, Dialog } from "../../design";
import { useNotices, useShortcut } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useActions, useAsked, useForgetAsked, useShip, useUndoAction } from "../../queries";
import { UndoStrip } from "./undo-strip";

/** An action that had been sent when somebody wanted it back, and the status before it. */
interface Sent {
  readonly action: ActionView;
  readonly backTo: string;
}

/** What was asked for last, and the way back: without a trace, or by an honest new status. */
export function TakeBack() {
  const translate = useMessages();
  const { say, hint, fail } = useNotices();
  const last = useAsked().at(-1);
  const forget = useForgetAsked();
  const undo = useUndoAction();
  const [sent, setSent] = useState<Sent | null>(null);
  const withdrawn = useWithdrawn(last);
  useEffect(() => {
    // By a notice, or where the log shows it: there is nothing left to take back.
    if (withdrawn !== null) {
      forget(withdrawn);
    }
  }, [withdrawn, forget]);

  const takeBack = () => {
    if (last === undefined) {
      hint(translate("packing.undo.nothing"));
      return;
    }
    if (undo.isPending) {
      return;
    }
    undo.mutate(last.id, {
      onSuccess: ({ action, backTo }) => {
        if (action.state === "withdrawn") {
          forget(last.id);
          say(<Message id="packing.undo.unsent" values={{ number: orderName(last) }} />);
        } else if (backTo === null) {
          hint(<Message id="packing.undo.unknown" values={{ number: orderName(last) }} />);
        } else {
          setSent({ action: last, backTo });
        }
      },
      onError: fail,
    });
  };
  useShortcut("takeBack", takeBack);

  return (
    <>
      {last !== undefined && (
        <UndoStrip action={last} onDismiss={() => forget(last.id)} onUndo={takeBack} />
      )}
      {sent !== null && (
        <SendBack
          onClose={() => setSent(null)}
          onSent={() => {
            forget(sent.action.id);
            setSent(null);
          }}
          sent={sent}
        />
      )}
      <span className="sr-only" role="status">
        {last !== undefined && (
          <Message
            id="packing.undo.asked"
            values={{ number: orderName(last), status: shippingWord(translate, last.target) }}
          />
        )}
      </span>
    </>
  );
}

/** The id of an action that somebody took back elsewhere. */
function useWithdrawn(action: ActionView | undefined): number | null {
  const now = useActions(action === undefined ? [] : [action.id]).get(action?.id ?? 0);
  return now?.state === "withdrawn" ? now.id : null;
}

/** What was sent cannot be unsent: says so, and offers the status before as a new one. */
function SendBack({
  sent: { action, backTo },
  onSent,
  onClose,
}: {
  readonly sent: Sent;
  readonly onSent: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { fail } = useNotices();
  const ship = useShip();
  const words = {
    number: orderName(action),
    status: shippingWord(translate, action.target),
    before: shippingWord(translate, backTo),
  };
  const send = () =>
    ship.mutate(
      { uuids: [action.orderUuid ?? ""], target: backTo, nameAr: null, nameEn: null, seen: {} },
      {
        onSuccess: onSent,
        onError: (thrown) => {
          onClose();
          fail(thrown);
        },
      },
    );
  return (
    <Dialog isOpen onClose={onClose} title={translate("packing.undo.sentTitle")}>
      <p>
        <Message id="packing.undo.sent" values={words} />
      </p>
      <p className="mt-2 text-ink-soft">{translate("packing.undo.sentWhy")}</p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onPress={onClose}>{translate("packing.undo.leave")}</Button>
        <Button autoFocus isDisabled={ship.isPending} kind="primary" onPress={send}>
          <span>
            <Message id="packing.undo.send" values={words} />
          </span>
        </Button>
      </div>
    </Dialog>
  );
}
