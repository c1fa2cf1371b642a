import { useState } from "react";

import type { ItemView, OrderDetail } from "../../bridge/types";
import { Amount, Button, NoValue } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { HowDoWeKnow } from "./how-do-we-know";
import { Section } from "./section";

/** So many lines are shown until somebody asks for all: what follows must not be pages away. */
const mostAtFirst = 30;

/** A name of more characters is a text: its beginning says what it is. */
const longestWhole = 300;

/** The product lines, each with what it comes to, and their sum where it is exact. */
export function Items({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  const { items } = detail;
  const sum = sumOf(items);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, mostAtFirst);
  return (
    <Section
      aside={<HowDoWeKnow detail={detail} field="items" />}
      title={translate("detail.items", { count: items.length })}
    >
      {items.length === 0 ? (
        <p className="text-ink-faint">{translate("detail.noItems")}</p>
      ) : (
        <>
          <ul className="flex flex-col gap-1">
            {shown.map((item, place) => (
              <Item item={item} key={`${String(place)} ${item.name}`} />
            ))}
          </ul>
          {shown.length < items.length && (
            <Button className="mt-1" kind="quiet" onPress={() => setWhole(true)} size="small">
              <Message id="detail.allItems" values={{ count: items.length }} />
            </Button>
          )}
          {items.length > 1 && sum !== null && (
            <p className="mt-1.5 flex justify-between gap-3 border-line border-t pt-1.5 text-ink-soft">
              <span>{translate("detail.itemsSum")}</span>
              <Amount halalas={sum} text={null} />
            </p>
          )}
        </>
      )}
    </Section>
  );
}

/** One line: how many of what, the price of one where there are several, and what they come to. */
function Item({ item }: { readonly item: ItemView }) {
  const format = useFormat();
  const line = lineOf(item);
  return (
    <li className="flex items-baseline gap-3">
      <span className="min-w-8 shrink-0 text-ink-faint">
        {item.quantity === null ? (
          <NoValue />
        ) : (
          <bdi dir="ltr">{format.count(item.quantity)} ×</bdi>
        )}
      </span>
      <span className="wrap-anywhere min-w-0 flex-1">
        <bdi
          {...(item.name.length > longestWhole && { className: "line-clamp-4", title: item.name })}
        >
          {item.name}
        </bdi>
        {line !== null && item.quantity !== 1 && (
          <span className="ms-2 text-ink-faint text-small">
            <Amount halalas={item.priceHalalas} text={item.priceText} />
          </span>
        )}
      </span>
      {line === null ? (
        <Amount halalas={item.priceHalalas} text={item.priceText} />
      ) : (
        <Amount halalas={line} text={null} />
      )}
    </li>
  );
}

/** What a line comes to; none where its price or its quantity is not exact. */
function lineOf({ priceHalalas, quantity }: ItemView): number | null {
  return priceHalalas === null || quantity === null ? null : priceHalalas * quantity;
}

/** What all of them come to; none where one is not exact. */
function sumOf(items: readonly ItemView[]): number | null {
  return items.reduce<number | null>((sum, item) => {
    const line = lineOf(item);
    return sum === null || line === null ? null : sum + line;
  }, 0);
}
