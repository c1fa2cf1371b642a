import type { DoneToday as Done } from "../../bridge/types";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { shippingWord } from "../../points";

/** What the day came to so far, in one line. */
export function DoneToday({ done }: { readonly done: Done }) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-ink-soft">
      <span>
        <Message
          id="today.paid"
          values={{ count: done.paidOrders, riyals: format.money(done.paidHalalas) }}
        />
      </span>
      {done.shipped.map(({ status, count }) => (
        <span className="before:me-2 before:text-ink-faint before:content-['·']" key={status}>
          {status === "" ? (
            <Message id="today.labelled" values={{ count }} />
          ) : (
            <Message
              id="today.shipped"
              values={{ count, status: shippingWord(translate, status) }}
            />
          )}
        </span>
      ))}
    </p>
  );
}
