import { PendingMark } from "../../actions";
import { failureOf } from "../../bridge";
import type { OrderDetail, Settings } from "../../bridge/types";
import { CloseIcon, FailureNote, IconButton, ShippingState } from "../../design";
import { useFormat } from "../../format";
import { closeOrder } from "../../frame";
import { Message, useLocale, useMessages } from "../../messages";
import { shippingKey } from "../../points";
import { useOrderDetail } from "../../queries";

/** What goes into a parcel, without a word of money. */
export function Parcel({ uuid, settings }: { readonly uuid: string; readonly settings: Settings }) {
  const translate = useMessages();
  const order = useOrderDetail(uuid);
  const number = order.data?.row.orderNumber ?? uuid.slice(0, 8);
  return (
    <section aria-label={translate("detail.name")} className="flex h-full flex-col">
      <header className="flex items-center gap-3 border-line border-b ps-5 pe-3 py-3">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-total">
          <Message id="detail.order" values={{ number }} />
        </h2>
        <IconButton name={translate("action.close")} onPress={closeOrder}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-5 py-4">
        {order.error !== null && <FailureNote failure={failureOf(order.error)} />}
        {order.data !== undefined && <Contents detail={order.data} settings={settings} />}
      </div>
    </section>
  );
}

function Contents({
  detail: { row, items, notes },
  settings,
}: {
  readonly detail: OrderDetail;
  readonly settings: Settings;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { language } = useLocale();
  return (
    <>
      <div>
        {row.pending !== null && row.pending.kind === "shipping" ? (
          <PendingMark pending={row.pending} />
        ) : (
          <ShippingState
            label={language === "ar" ? row.shipping.customAr : row.shipping.customEn}
            licenceStep={settings.licenceStep}
            status={shippingKey(row.shipping)}
          />
        )}
      </div>
      {items.length === 0 ? (
        <p className="text-ink-faint">{translate("detail.noItems")}</p>
      ) : (
        <ul className="flex flex-col gap-2.5">
          {items.map(({ name, quantity }, place) => (
            <li className="flex items-baseline gap-3 text-title" key={`${String(place)} ${name}`}>
              <bdi
                className={`min-w-9 shrink-0 text-end ${quantity === 1 ? "text-ink-faint" : "font-semibold"}`}
                dir="ltr"
              >
                {quantity === null ? translate("value.none") : `${format.count(quantity)} ×`}
              </bdi>
              <bdi className="wrap-anywhere min-w-0 flex-1">{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      {notes.length > 0 && (
        <ul className="flex flex-col gap-2 border-line border-t pt-4">
          {notes.map(({ id, text }) => (
            <li
              className="wrap-anywhere whitespace-pre-line rounded-card bg-needs-soft px-3 py-2"
              key={id}
            >
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
