import type { OrderDetail, ShopCheckout } from "../../bridge/types";
import { Button, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { isSure } from "../../shop";
import { Section } from "./section";
import { ShopFacts } from "./shop-facts";

const minute = 60_000;

/** What the shop says of the order: who it is for, what became of it there, and other attempts to pay. */
export function ShopSection({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  const { shop, row } = detail;
  if (shop.length === 0) {
    return null;
  }
  // What surely is this order first; the others under it, each with why it stands here.
  const own = shop.filter((checkout) => isSure(checkout, row.uuid));
  const others = shop.filter((checkout) => !isSure(checkout, row.uuid));
  return (
    <Section title={translate("shop.title")}>
      <div className="flex flex-col gap-3">
        {own.map((checkout) => (
          <Attempt
            checkout={checkout}
            isNamed={shop.length > 1}
            key={checkout.id}
            row={row}
            words={translate("shop.thisAttempt")}
          />
        ))}
        {others.map((checkout) => (
          <Other checkout={checkout} key={checkout.id} row={row} />
        ))}
      </div>
    </Section>
  );
}

/** One that is another attempt, or only perhaps this order. */
function Other({
  checkout,
  row,
}: {
  readonly checkout: ShopCheckout;
  readonly row: OrderDetail["row"];
}) {
  const translate = useMessages();
  const { uuid, matched } = checkout;
  const isElsewhere = uuid !== null && uuid !== row.uuid;
  return (
    <div className="flex flex-col gap-2 rounded-card border border-line border-dashed px-3 py-2.5">
      <Attempt
        checkout={checkout}
        isNamed
        row={row}
        words={translate(
          isElsewhere
            ? "shop.otherAttempt"
            : matched === "amount"
              ? "shop.perhaps"
              : "shop.unknown",
        )}
      />
      {!isElsewhere && (
        <p className="text-ink-soft text-small">
          {translate(matched === "amount" ? "shop.perhapsWhy" : "shop.unknownWhy")}
        </p>
      )}
      {isElsewhere && (
        <Button className="self-start" onPress={() => go({ order: uuid })} size="small">
          {translate("shop.openOther")}
        </Button>
      )}
    </div>
  );
}

function Attempt({
  checkout,
  row,
  words,
  isNamed,
}: {
  readonly checkout: ShopCheckout;
  readonly row: OrderDetail["row"];
  /** Which attempt it is. */
  readonly words: string;
  /** Whether it has to be told apart from others. */
  readonly isNamed: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const { openedAt, origin, fileName, asOf, uuid } = checkout;
  return (
    <div className="flex flex-col gap-1.5">
      {isNamed && (
        <p className="flex flex-wrap items-center gap-x-2">
          <ToneMark size={12} tone={isSure(checkout, row.uuid) ? "done" : "needs"} />
          <span className="font-medium">{words}</span>
          {openedAt !== null && (
            <bdi className="text-ink-soft" title={format.exact(openedAt)}>
              {format.short(openedAt, now)}
            </bdi>
          )}
        </p>
      )}
      <ShopFacts
        checkout={checkout}
        hasTime={!isNamed}
        points={uuid === null || uuid === row.uuid ? row.totalHalalas : null}
      />
      <p className="text-ink-faint text-small" title={format.exact(asOf)}>
        {origin === "app" || fileName === null ? (
          <Message id="shop.fromApp" values={{ time: format.short(asOf, now) }} />
        ) : (
          <Message id="shop.fromFile" values={{ name: fileName, time: format.short(asOf, now) }} />
        )}{" "}
        {checkout.matched !== null && translate(`shop.matched.${checkout.matched}`)}
      </p>
    </div>
  );
}
