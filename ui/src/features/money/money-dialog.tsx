import { type FormEvent, type ReactNode, useState } from "react";

import { newToken } from "../../actions";
import { failureOf } from "../../bridge";
import type { OrderDetail, Settings } from "../../bridge/types";
import { Amount, AmountField, Button, Dialog, FailureNote, Note } from "../../design";
import { useFormat } from "../../format";
import { useNotices } from "../../frame";
import { Message, type MessageId, useMessages } from "../../messages";
import { type AskMoney, useAskMoney, useOrderDetail } from "../../queries";
import {
  equalRefundAt,
  type Filled,
  filledWith,
  isComplete,
  type Missing,
  missingOf,
  movedHalalas,
  mustRepeat,
  needsReason,
  requestOf,
} from "./asking";
import type { MoneyKind } from "./money-kind";
import { PaymentChoice } from "./payment-choice";
import { ReasonChoice } from "./reason-choice";
import { RefundAmount } from "./refund-amount";

interface MoneyDialogProps {
  readonly uuid: string;
  readonly kind: MoneyKind;
  readonly settings: Settings;
  /** Who asks has its own way to the desk, for the whole of the order; none: asked at once. */
  readonly ask?: AskMoney | undefined;
  /** How much goes back, halalas, where that is settled before; none: all that is left. */
  readonly halalas?: number | null;
  readonly onClose: () => void;
}

/** The question before money moves: how much, of which order, and what becomes of the points. */
export function MoneyDialog({
  uuid,
  kind,
  settings,
  ask,
  halalas = null,
  onClose,
}: MoneyDialogProps) {
  const translate = useMessages();
  const detail = useOrderDetail(uuid).data;
  return (
    <Dialog isOpen onClose={onClose} title={translate(`moving.title.${kind}`)}>
      {detail !== undefined && (
        <MoneyForm
          ask={ask}
          detail={detail}
          halalas={halalas}
          kind={kind}
          onClose={onClose}
          settings={settings}
        />
      )}
    </Dialog>
  );
}

function MoneyForm({
  detail,
  kind,
  settings,
  ask: ownAsk,
  halalas = null,
  onClose,
}: Omit<MoneyDialogProps, "uuid"> & { readonly detail: OrderDetail }) {
  const translate = useMessages();
  const format = useFormat();
  const { say } = useNotices();
  const ask = useAskMoney(ownAsk);
  // One token a question: however often it is sent, it is one action.
  const [token] = useState(newToken);
  const [filled, setFilled] = useState(() => filledWith(halalas));
  const change = (some: Partial<Filled>) => setFilled({ ...filled, ...some });
  const { row, money } = detail;
  const number = row.orderNumber ?? row.referenceNumber ?? row.uuid.slice(0, 8);
  const amount = movedHalalas(kind, filled, detail);
  const missing = missingOf(kind, filled, detail, settings.typeAmountFrom);
  const hindrance = money.offers.find((offer) => offer.kind === kind)?.hindrance ?? null;
  const isUnreadable = ask.data === "not_readable";
  const isAsked = ask.isSuccess && !isUnreadable;
  // What this question itself asked for is no hindrance of it.
  const isHindered = hindrance !== null && !ask.isPending && !isAsked;
  const isReady = isComplete(missing) && !isHindered;
  const equalAt = kind === "refund" ? equalRefundAt(amount, detail) : null;
  const moved = (
    <Amount halalas={amount} sign={16} text={kind === "refund" ? null : row.totalText} />
  );
  const isRepeating = mustRepeat(amount, settings.typeAmountFrom);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || ask.isPending || isAsked) {
      return;
    }
    const request = requestOf(kind, filled, detail, token, (reason) =>
      translate(`moving.reason.${reason}`),
    );
    ask.mutate(request, {
      onSuccess: (outcome) => {
        if (outcome === "not_readable") {
          return;
        }
        if (ownAsk === undefined) {
          say(<Message id={`moving.asked.${kind}`} values={{ number }} />);
        }
        onClose();
      },
    });
  };

  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <div>
        <p className="flex items-baseline justify-between gap-4">
          <span className="font-semibold text-total">{moved}</span>
          <span className="text-ink-soft">
            <Message id="moving.order" values={{ number }} />
          </span>
        </p>
        <p className="mt-1 text-ink-soft">{translate(meaningOf(kind, row.orderType))}</p>
      </div>
      {isHindered && (
        <Note live title={translate("moving.changed")} tone="needs">
          {translate(`moving.hindrance.${hindrance}`)}
        </Note>
      )}
      {kind === "refund" && ownAsk === undefined && (
        <RefundAmount
          fault={missing.amount}
          filled={filled}
          money={money}
          onChange={change}
          total={detail.row.totalHalalas}
        />
      )}
      {kind === "complete" && (
        <PaymentChoice method={filled.method} onChange={(method) => change({ method })} />
      )}
      {needsReason(kind) && (
        <ReasonChoice fault={missing.reason} filled={filled} kind={kind} onChange={change} />
      )}
      {isRepeating && (
        <AmountField
          autoFocus={kind === "capture"}
          fault={
            missing.repeated === "different" ? translate("moving.repeat.different") : undefined
          }
          hint={
            <Message
              id="moving.repeat.why"
              values={{ from: format.money(settings.typeAmountFrom ?? 0) }}
            />
          }
          label={translate("moving.repeat")}
          onChange={(repeated) => change({ repeated })}
          value={filled.repeated}
        />
      )}
      {equalAt !== null && (
        <Note
          title={
            <Message
              id="moving.equal"
              values={{ time: format.moment(equalAt), amount: format.money(amount ?? 0) }}
            />
          }
          tone="needs"
        >
          {translate("moving.equalWhy")}
        </Note>
      )}
      {isUnreadable && !ask.isPending && (
        <Note live title={translate("moving.unreadable")} tone="needs">
          {translate("moving.unreadableWhy")}
        </Note>
      )}
      {ask.error !== null && <FailureNote failure={failureOf(ask.error)} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-0 flex-1 text-ink-faint text-small" role="status">
          {isHindered ? null : <MissingWords missing={missing} />}
        </p>
        <Button onPress={onClose}>{translate("moving.leave")}</Button>
        <Button
          autoFocus={kind === "capture" && !isRepeating}
          isDisabled={!isReady}
          isPending={ask.isPending}
          kind={kind === "cancel" ? "danger" : "primary"}
          type="submit"
        >
          {translate(isUnreadable ? "action.tryAgain" : `moving.confirm.${kind}`)}
        </Button>
      </div>
    </form>
  );
}

/** What it means, for the points too. */
function meaningOf(kind: MoneyKind, type: string | null): MessageId {
  return kind === "refund" && type === "earning"
    ? "moving.means.refundEarning"
    : `moving.means.${kind}`;
}

/** The first thing that is missing; why a button is greyed is never a riddle. */
function MissingWords({ missing }: { readonly missing: Missing }): ReactNode {
  const translate = useMessages();
  if (missing.amount !== null) {
    return translate("moving.missing.amount");
  }
  if (missing.reason !== null) {
    return translate("moving.missing.reason");
  }
  return missing.repeated === null ? null : translate("moving.missing.repeated");
}
