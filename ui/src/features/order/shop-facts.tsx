import type { ReactNode } from "react";

import type { ShopCheckout } from "../../bridge/types";
import { Amount, ToneMark } from "../../design";
import { formatPhone, useFormat, useNow } from "../../format";
import { useCopy } from "../../frame";
import { Message, type MessageId, useMessages } from "../../messages";
import { shopTone } from "../../shop";

const minute = 60_000;

/** Written the other way, it stands where the page begins its lines all the same. */
const ownLine = "wrap-anywhere [text-align:-webkit-match-parent]";

/** What the shop knows of one attempt, each value one press away from the clipboard. */
export function ShopFacts({
  checkout,
  points,
  hasTime,
}: {
  readonly checkout: ShopCheckout;
  /** What Points has for the same order, halalas; none where it is another one. */
  readonly points: number | null;
  /** Whether when it was ordered stands here, and not above. */
  readonly hasTime: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const { customer, phone, city, address, statusText, status, amountHalalas, openedAt, link } =
    checkout;
  return (
    <dl className="grid grid-cols-[108px_minmax(0,1fr)] gap-x-3 gap-y-1">
      {customer !== null && (
        <Fact id="shopField.customer.short">
          <Copied text={customer}>
            <bdi className="font-medium">{customer}</bdi>
          </Copied>
        </Fact>
      )}
      {phone !== null && (
        <Fact id="shopField.phone.short">
          <Copied text={formatPhone(phone).replaceAll(" ", "")}>
            <bdi dir="ltr">{formatPhone(phone)}</bdi>
          </Copied>
        </Fact>
      )}
      {(city !== null || address !== null) && (
        <Fact id="shopField.city.short">
          <Copied text={[city, address].filter((part) => part !== null).join("\n")}>
            <span className="flex flex-col">
              {city !== null && <bdi className={ownLine}>{city}</bdi>}
              {address !== null && <bdi className={`${ownLine} text-ink-soft`}>{address}</bdi>}
            </span>
          </Copied>
        </Fact>
      )}
      {(statusText !== null || status !== null) && (
        <Fact id="shopField.status.short">
          <span className="flex flex-wrap items-center gap-x-2">
            {status !== null && (
              <span className="flex items-center gap-1.5">
                <ToneMark size={12} tone={shopTone(status)} />
                {translate(`shopStatus.${status}.short`)}
              </span>
            )}
            {statusText !== null && (
              <span className="text-ink-soft">
                <Message
                  id={status === null ? "shop.wordUnknown" : "shop.word"}
                  values={{ word: statusText }}
                />
              </span>
            )}
          </span>
        </Fact>
      )}
      {amountHalalas !== null && (
        <Fact id="shopField.amount.short">
          <span className="flex flex-wrap items-center gap-x-2">
            <Amount halalas={amountHalalas} sign={11} text={null} />
            <Difference shop={amountHalalas} points={points} />
          </span>
        </Fact>
      )}
      {hasTime && openedAt !== null && (
        <Fact id="shopField.opened_at.short">
          <bdi title={format.exact(openedAt)}>{format.short(openedAt, now)}</bdi>
        </Fact>
      )}
      {link !== null && (
        <Fact id="shopField.link.short">
          <Copied text={link}>
            <bdi className="block truncate font-mono text-small" dir="ltr" title={link}>
              {link}
            </bdi>
          </Copied>
        </Fact>
      )}
    </dl>
  );
}

/** By how much Points and the shop differ: a halala is enough to be told. */
function Difference({ shop, points }: { readonly shop: number; readonly points: number | null }) {
  const format = useFormat();
  if (points === null || points === shop) {
    return null;
  }
  return (
    <span className="flex items-center gap-1.5 text-needs">
      <ToneMark size={12} tone="needs" />
      <span>
        <Message
          id={points > shop ? "shop.pointsMore" : "shop.pointsLess"}
          values={{ riyals: format.money(Math.abs(points - shop)) }}
        />
      </span>
    </span>
  );
}

function Fact({ id, children }: { readonly id: MessageId; readonly children: ReactNode }) {
  const translate = useMessages();
  return (
    <div className="contents">
      <dt className="truncate text-ink-faint">{translate(id)}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

/** A value that a press copies. */
function Copied({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const translate = useMessages();
  const copy = useCopy();
  return (
    <button
      className="block max-w-full rounded-small text-start hover:text-accent"
      onClick={() => copy(text)}
      type="button"
    >
      <span className="sr-only">{translate("action.copy")}</span> {children}
    </button>
  );
}
