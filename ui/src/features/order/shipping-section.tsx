import type { ActionView, OrderDetail, OrderRow } from "../../bridge/types";
import { Button, Note, NoValue, ShippingState } from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingKey, shippingWord } from "../../points";
import { useSettleAction } from "../../queries";
import { HowDoWeKnow } from "./how-do-we-know";
import { Section } from "./section";
import { UnclearAction } from "./unclear-action";

/** Where the parcel is, the merchant's own labels, and what is asked for but not confirmed. */
export function ShippingSection({
  detail,
  licenceStep,
  onShippingMenu,
}: {
  readonly detail: OrderDetail;
  readonly licenceStep: boolean;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const { shipping, pending } = detail.row;
  const status = shippingKey(shipping);
  const action = detail.timeline.find((entry) => entry.action?.id === pending?.id)?.action ?? null;
  return (
    <Section title={translate("detail.shipping")}>
      <div className="group/known flex items-center gap-1.5">
        {status === null ? (
          <NoValue />
        ) : (
          <ShippingState licenceStep={licenceStep} status={status} />
        )}
        <HowDoWeKnow detail={detail} field="status" />
      </div>
      {shipping.word === null && shipping.code !== null && (
        <p className="mt-1 text-ink-faint text-small">{translate("shipping.codeWhy")}</p>
      )}
      {(shipping.customAr !== null || shipping.customEn !== null) && (
        <div className="mt-1 flex flex-wrap items-center gap-x-3 text-ink-soft">
          {shipping.customAr !== null && <bdi lang="ar">{shipping.customAr}</bdi>}
          {shipping.customEn !== null && <bdi lang="en">{shipping.customEn}</bdi>}
        </div>
      )}
      {pending !== null && action !== null && (
        <div className="mt-2">
          <PendingNote
            action={action}
            licenceStep={licenceStep}
            onShippingMenu={() => onShippingMenu(detail.row)}
            uuid={detail.row.uuid}
          />
        </div>
      )}
    </Section>
  );
}

/** The action over the shipping status: on its way, unclear or refused. */
function PendingNote({
  action,
  uuid,
  licenceStep,
  onShippingMenu,
}: {
  readonly action: ActionView;
  readonly uuid: string;
  readonly licenceStep: boolean;
  readonly onShippingMenu: () => void;
}) {
  const translate = useMessages();
  switch (action.state) {
    case "queued":
    case "sending":
      return (
        <div className="pending flex items-center gap-2 px-2.5 py-1.5 text-moving">
          <ShippingState licenceStep={licenceStep} status={action.target} />
          <span className="text-small">{translate("pending.sendingLong")}</span>
        </div>
      );
    case "unknown":
    case "needs_person":
      return <UnclearAction action={action} uuid={uuid} />;
    case "refused":
      return <RefusedAction action={action} onShippingMenu={onShippingMenu} uuid={uuid} />;
    default:
      return null;
  }
}

/** Points said no: its own words, another way, and the end of the note once it is read. */
function RefusedAction({
  action,
  uuid,
  onShippingMenu,
}: {
  readonly action: ActionView;
  readonly uuid: string;
  readonly onShippingMenu: () => void;
}) {
  const translate = useMessages();
  const settle = useSettleAction(uuid);
  const { fail } = useNotices();
  return (
    <Note
      actions={
        <>
          <Button onPress={onShippingMenu} size="small">
            {translate("refused.another")}
          </Button>
          <Button
            isDisabled={settle.isPending}
            kind="quiet"
            onPress={() => settle.mutate({ step: "giveUp", id: action.id }, { onError: fail })}
            size="small"
          >
            {translate("refused.hide")}
          </Button>
        </>
      }
      title={
        <Message id="refused.title" values={{ status: shippingWord(translate, action.target) }} />
      }
      tone="stop"
    >
      {action.message === null ? (
        translate("refused.noWords")
      ) : (
        <>
          {translate("error.ownWords")}{" "}
          <q>
            <bdi>{action.message}</bdi>
          </q>
        </>
      )}
    </Note>
  );
}
