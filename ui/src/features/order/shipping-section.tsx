import type { OrderDetail, OrderRow } from "../../bridge/types";
import { NoValue, ShippingState } from "../../design";
import { useMessages } from "../../messages";
import { shippingKey } from "../../points";
import { HowDoWeKnow } from "./how-do-we-know";
import { OpenActions } from "./open-actions";
import { Section } from "./section";

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
  const { shipping } = detail.row;
  const status = shippingKey(shipping);
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
      <OpenActions area="shipping" detail={detail} onShippingMenu={onShippingMenu} />
    </Section>
  );
}
