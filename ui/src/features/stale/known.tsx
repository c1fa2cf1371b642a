import type { StaleCheckout } from "../../bridge/types";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";

/** How well the desk knows what it says: what Points answered, what it sent, what comes next. */
export function Known({ checkout }: { readonly checkout: StaleCheckout }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(5_000);
  const { order, reads, events, nextCheckAt } = checkout;
  return (
    <div className="min-w-0">
      <p
        className="truncate"
        title={order.checkedAt === null ? undefined : format.exact(order.checkedAt)}
      >
        {order.checkedAt === null ? (
          translate("stale.neverRead")
        ) : (
          <Message
            id="stale.reads"
            values={{ count: reads, ago: format.briefAgo(now - order.checkedAt) }}
          />
        )}
      </p>
      <p className="truncate text-ink-faint text-small leading-[17px]">
        <Message id="stale.events" values={{ count: events }} />{" "}
        {nextCheckAt !== null && nextCheckAt > now && (
          <Message id="stale.nextRead" values={{ span: format.briefSpan(nextCheckAt - now) }} />
        )}
      </p>
      {nextCheckAt === null && (
        <p className="truncate text-ink-soft text-small leading-[17px]">
          {translate("stale.noNextRead")}
        </p>
      )}
    </div>
  );
}
