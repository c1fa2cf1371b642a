import type { OrderQuery, StatusCount } from "../../bridge/types";
import { Button } from "../../design";
import { useFormat } from "../../format";
import { everyOrder, go } from "../../location";
import { Message, useMessages } from "../../messages";
import { financialStatuses, financialWord, shippingStatuses, shippingWord } from "../../points";
import { type LoadedOrders, useCounts } from "../../queries";
import { StatusFilter } from "./status-filter";

/** Over the list: how many there are and which of them are shown. */
export function Toolbar({
  query,
  orders,
}: {
  readonly query: OrderQuery;
  readonly orders: LoadedOrders;
}) {
  const translate = useMessages();
  const format = useFormat();
  const counts = useCounts().data;
  const isNarrowed = query.search !== "" || query.financial.length > 0 || query.shipping.length > 0;
  const { total } = orders;
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
      <h1 className="me-1 font-semibold text-title">{translate("frame.orders")}</h1>
      <span aria-live="polite" className="me-2 text-ink-faint">
        {total !== null && (
          <Message
            id={
              total.atLeast
                ? "orders.countAtLeast"
                : isNarrowed
                  ? "orders.countFound"
                  : "orders.count"
            }
            values={{ count: total.count }}
          />
        )}
      </span>
      <StatusFilter
        name={translate("filter.money")}
        onChange={(financial) => go({ query: { ...query, financial } }, "replace")}
        options={optionsOf(financialStatuses, counts?.financial, query.financial)}
        selected={query.financial}
        wordOf={(status) => financialWord(translate, status, null)}
      />
      <StatusFilter
        name={translate("filter.shipping")}
        onChange={(shipping) => go({ query: { ...query, shipping } }, "replace")}
        options={optionsOf(shippingStatuses, counts?.shipping, query.shipping)}
        selected={query.shipping}
        wordOf={(status) => shippingWord(translate, status)}
      />
      {isNarrowed && (
        <Button
          kind="quiet"
          onPress={() =>
            go(
              { query: { ...everyOrder, sort: query.sort, ascending: query.ascending } },
              "replace",
            )
          }
          size="small"
        >
          {translate("filter.clear")}
        </Button>
      )}
      <span className="flex-1" />
      {counts !== undefined && counts.unread > 0 && (
        <span className="text-ink-faint text-small">
          <Message id="orders.unread" values={{ count: format.count(counts.unread) }} />
        </span>
      )}
    </div>
  );
}

/** The usual statuses that exist, then words and codes that we did not expect. */
function optionsOf(
  usual: readonly string[],
  counted: readonly StatusCount[] = [],
  selected: readonly string[] = [],
): readonly StatusCount[] {
  const countOf = new Map(counted.map(({ status, count }) => [status, count]));
  const statuses = new Set([...usual, ...countOf.keys(), ...selected]);
  return [...statuses]
    .map((status) => ({ status, count: countOf.get(status) ?? 0 }))
    .filter(({ status, count }) => count > 0 || selected.includes(status));
}
