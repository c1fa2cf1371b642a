import type { ReactNode } from "react";

import { failureOf } from "../../bridge";
import type { ActionView, PurchaseRequest } from "../../bridge/types";
import { Amount, Button, FailureNote, Note, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { Made } from "../../made";
import { Message, useMessages } from "../../messages";
import { reasonId } from "../../points";
import { usePurchase } from "../../queries";
import type { Asked } from "./purchase-dialog";

/** What came of it, followed for as long as its end is open. */
export function PurchaseResult({
  asked: { id, request },
  onAnother,
  onClose,
}: {
  readonly asked: Asked;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { data: action, error } = usePurchase(id);
  return (
    <div className="flex flex-col gap-4">
      <p className="flex items-baseline justify-between gap-4">
        <span className="font-semibold text-total">
          <Amount halalas={request.totalHalalas} sign={16} text={null} />
        </span>
        <span className="text-ink-soft">
          <Message id="moving.order" values={{ number: request.orderNumber }} />
        </span>
      </p>
      <div aria-live="polite">
        {action !== undefined && <Outcome action={action} onClose={onClose} request={request} />}
      </div>
      {error !== null && <FailureNote failure={failureOf(error)} />}
      <div className="flex justify-end gap-2">
        <Button onPress={onAnother}>{translate("purchase.another")}</Button>
        <Button autoFocus onPress={onClose}>
          {translate("action.close")}
        </Button>
      </div>
    </div>
  );
}

function Outcome({
  action,
  request,
  onClose,
}: {
  readonly action: ActionView;
  readonly request: PurchaseRequest;
  readonly onClose: () => void;
}): ReactNode {
  const translate = useMessages();
  switch (action.state) {
    case "held":
    case "queued":
    case "sending":
      return <UnderWay action={action} />;
    case "unknown":
    case "needs_person":
      return (
        <Note title={translate("purchase.unclear")} tone="needs">
          {translate(
            action.state === "unknown" ? "purchase.unclearWhy" : "purchase.needsPersonWhy",
          )}
        </Note>
      );
    case "refused":
      return (
        <Note title={translate("purchase.refused")} tone="stop">
          {action.message === null ? (
            translate("refused.noWords")
          ) : (
            <>
              {translate("error.ownWords")}{" "}
              <q className="selectable">
                <bdi>{action.message}</bdi>
              </q>
            </>
          )}
        </Note>
      );
    case "withdrawn":
    case "superseded":
      return (
        <Note title={translate("purchase.withdrawn")} tone="waiting">
          {translate("purchase.withdrawnWhy")}
        </Note>
      );
    case "confirmed":
      return <Made action={action} onLeave={onClose} purchase={request} />;
  }
}

/** On its way: nothing is made yet, and nothing is lost. */
function UnderWay({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const why = reasonId(action.state, action.reason);
  const wait = action.nextTryAt === null ? 0 : action.nextTryAt - now;
  return (
    <div className="pending flex items-start gap-2 px-3 py-2.5 text-moving">
      <span className="pt-[3px]">
        <ToneMark tone={action.state === "sending" ? "moving" : "waiting"} />
      </span>
      <div>
        <p className="font-medium">
          {translate(action.state === "sending" ? "purchase.sending" : "purchase.waiting")}
        </p>
        <p className="text-ink-soft">
          {why !== null && (
            <>
              <Message id={why} />{" "}
            </>
          )}
          {wait > 0 && (
            <>
              <Message id="purchase.nextTry" values={{ span: format.span(wait) }} />{" "}
            </>
          )}
          {translate("purchase.mayClose")}
        </p>
      </div>
    </div>
  );
}
