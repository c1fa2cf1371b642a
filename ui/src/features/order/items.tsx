import type { ItemView } from "../../bridge/types";
import { Amount, NoValue } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";
import { Section } from "./section";

/** The product lines, with their prices as received. */
export function Items({ items }: { readonly items: readonly ItemView[] }) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <Section title={translate("detail.items", { count: items.length })}>
      {items.length === 0 ? (
        <p className="text-ink-faint">{translate("detail.noItems")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {items.map((item, place) => (
            <li className="flex items-baseline gap-3" key={`${String(place)} ${item.name}`}>
              <span className="min-w-8 shrink-0 text-ink-faint">
                {item.quantity === null ? (
                  <NoValue />
                ) : (
                  <bdi dir="ltr">{format.count(item.quantity)} ×</bdi>
                )}
              </span>
              <span className="wrap-anywhere min-w-0 flex-1">
                <bdi>{item.name}</bdi>
              </span>
              <Amount halalas={item.priceHalalas} text={item.priceText} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
