import type { ActionView, OrderDetail } from "../../bridge/types";
import { Note, NoValue, ShippingState } from "../../design";
import { Message, useMessages } from "../../messages";
import { shippingKey, shippingWord } from "../../points";
import { HowDoWeKnow } from "./how-do-we-know";
import { Section } from "./section";
import { UnclearAction } from "./unclear-action";

/** Where the parcel is, the merchant's own labels, and what is asked for but not confirmed. */
export function ShippingSection({
  detail,
  licenceStep,
}: {
  readonly detail: OrderDetail;
  readonly licenceStep: boolean;
}) {
  const translate = useMessages();
  const { shipping, pending } = detail.row;
  const status = shippingKey(shipping);
  const action = detail.timeline.find((entry) => entry.action?.id === pending?.id)?.action ?? null;
  return (
    <Section title={translate("detail.shipping")}>
      <div className="flex items-center gap-1.5">
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
          <PendingNote action={action} licenceStep={licenceStep} uuid={detail.row.uuid} />
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
}: {
  readonly action: ActionView;
  readonly uuid: string;
  readonly licenceStep: boolean;
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
      return (
        <Note
          title={
            <Message
              id="refused.title"
              values={{ status: shippingWord(translate, action.target) }}
            />
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
    default:
      return null;
  }
}
