import { useEffect, useState } from "react";

import { askedName, orderName } from "../../actions";
import type { ActionView } from "../../bridge/types";
import { Button, Dialog } from "../../design";
import { useFormat } from "../../format";
import { useNotices, useShortcut } from "../../frame";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { shippingWord, takenBackOf } from "../../points";
import {
  type AskedEntry,
  useActions,
  useAsked,
  useAskedMemory,
  useShip,
  useUndoAction,
} from "../../queries";
import { useUndo } from "../../undo";
import { BatchStrip, StepStrip } from "./undo-strip";

/** An action that had been sent when somebody wanted it back, and the status before it. */
interface Sent {
  readonly action: ActionView;
  readonly backTo: string;
}

/** What was asked for last, and the way back: without a trace, or by an honest new status. */
export function TakeBack() {
  const translate = useMessages();
  const format = useFormat();
  const { say, hint, fail } = useNotices();
  const { takeBackBatch } = useUndo();
  // What is the desk's own was done elsewhere, and is taken back there.
  const last = useAsked().findLast((entry) => entry.of !== "own");
  const { forgetStep, forgetBatch } = useAskedMemory();
  const undo = useUndoAction();
  const [sent, setSent] = useState<Sent | null>(null);
  const withdrawn = useWithdrawn(last);
  useEffect(() => {
    // By a notice, or where the log shows it: there is nothing left to take back.
    if (withdrawn !== null) {
      forgetStep(withdrawn);
    }
  }, [withdrawn, forgetStep]);

  const takeBackStep = (id: number) =>
    undo.mutate(id, {
      onSuccess: ({ action, backTo }) => {
        const number = orderName(action);
        const words = { what: askedName(translate, format, action), number };
        switch (takenBackOf(action)) {
          case "taken":
            forgetStep(id);
            say(<Message id="packing.undo.unsent" values={{ number }} />);
            break;
          case "refused":
            forgetStep(id);
            hint(translate("undo.refused", words));
            break;
          case "not_sent":
            forgetStep(id);
            hint(translate("undo.notSent", words));
            break;
          case "undecided":
            hint(translate("undo.undecided", words));
            go({ action: id });
            break;
          case "sent":
            if (backTo === null) {
              hint(<Message id="packing.undo.unknown" values={{ number }} />);
            } else {
              setSent({ action, backTo });
            }
        }
      },
      onError: fail,
    });
  const takeBack = () => {
    if (last === undefined) {
      hint(translate("packing.undo.nothing"));
    } else if (last.of === "batch") {
      takeBackBatch(last.batch.id);
    } else if (!undo.isPending) {
      takeBackStep(last.step.id);
    }
  };
  useShortcut("takeBack", takeBack);

  return (
    <>
      {last?.of === "step" && (
        <StepStrip onDismiss={() => forgetStep(last.step.id)} onUndo={takeBack} step={last.step} />
      )}
      {last?.of === "batch" && (
        <BatchStrip
          batch={last.batch}
          onDismiss={() => forgetBatch(last.batch.id)}
          onUndo={takeBack}
        />
      )}
      {sent !== null && (
        <SendBack
          onClose={() => setSent(null)}
          onSent={() => {
            forgetStep(sent.action.id);
            setSent(null);
          }}
          sent={sent}
        />
      )}
      <span className="sr-only" role="status">
        {last !== undefined && <LastWords entry={last} />}
      </span>
    </>
  );
}

type LastEntry = Exclude<AskedEntry, { of: "own" }>;

/** The same, spoken. */
function LastWords({ entry }: { readonly entry: LastEntry }) {
  const translate = useMessages();
  if (entry.of === "batch") {
    return <Message id="packing.undo.batch" values={{ count: entry.batch.rows.length }} />;
  }
  const { step } = entry;
  return (
    <Message
      id="packing.undo.asked"
      values={{ number: orderName(step), status: shippingWord(translate, step.target) }}
    />
  );
}

/** The id of an action that somebody took back elsewhere. */
function useWithdrawn(entry: LastEntry | undefined): number | null {
  const id = entry?.of === "step" ? entry.step.id : null;
  const now = useActions(id === null ? [] : [id]).get(id ?? 0);
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
