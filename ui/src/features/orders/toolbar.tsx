import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components";

import type { OrderQuery, OrderTotal, SortField, StatusCount } from "../../bridge/types";
import { Button, ShippingBar, ToneMark } from "../../design";
import { go, isNarrowed, showEveryOrder } from "../../location";
import { Message, type Translate, useMessages } from "../../messages";
import {
  financialStatuses,
  financialTone,
  financialWord,
  shippingStatuses,
  shippingWord,
} from "../../points";
import { type LoadedOrders, useCounts } from "../../queries";
import { columns } from "./columns";
import { StatusFilter } from "./status-filter";

/** What the list shows: which orders, how many, and what of each. */
export interface ShownOrders {
  readonly query: OrderQuery;
  readonly total: OrderTotal;
  readonly columns: readonly SortField[];
}

/** Over the list: how many there are and which of them are shown. */
export function Toolbar({
  query,
  orders,
  licenceStep,
  exportMenu,
}: {
  readonly query: OrderQuery;
  readonly orders: LoadedOrders;
  readonly licenceStep: boolean;
  /** What writes the list into a file, which is a feature of its own. */
  readonly exportMenu: (shown: ShownOrders) => ReactNode;
}) {
  const translate = useMessages();
  const counts = useCounts().data;
  const { total } = orders;
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
      <h1 className="me-1 font-semibold text-title">{translate("frame.orders")}</h1>
      {/* Spoken as the answer to a search or filter, not as orders come in. */}
      <span aria-live={isNarrowed(query) ? "polite" : "off"} className="me-2 text-ink-faint">
        {total !== null && (
          <Message
            id={
              total.atLeast
                ? "orders.countAtLeast"
                : isNarrowed(query)
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
        markOf={(status) => <ToneMark tone={financialTone(status)} />}
        wordOf={(status) => moneyFilterWord(translate, status)}
      />
      <StatusFilter
        name={translate("filter.shipping")}
        onChange={(shipping) => go({ query: { ...query, shipping } }, "replace")}
        options={optionsOf(shippingStatuses, counts?.shipping, query.shipping)}
        selected={query.shipping}
        markOf={(status) => <ShippingBar licenceStep={licenceStep} status={status} />}
        wordOf={(status) => shippingWord(translate, status)}
      />
      {(query.unsettled || (counts !== undefined && counts.unsettled > 0)) && (
        <ToggleButton
          className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border border-line-strong px-2 text-needs text-small data-selected:border-needs data-selected:bg-needs-soft data-hovered:bg-hover"
          isSelected={query.unsettled}
          onChange={(unsettled) => go({ query: { ...query, unsettled } }, "replace")}
        >
          <ToneMark size={12} tone="needs" />
          <span>
            <Message id="orders.unsettled" values={{ count: counts?.unsettled ?? 0 }} />
          </span>
        </ToggleButton>
      )}
      {query.gone && (
        <ToggleButton
          className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border border-line-strong px-2 text-ink-soft text-small data-selected:border-control data-selected:bg-waiting-soft data-hovered:bg-hover"
          isSelected
          onChange={(gone) => go({ query: { ...query, gone } }, "replace")}
        >
          <ToneMark size={12} tone="waiting" />
          {translate("row.gone")}
        </ToggleButton>
      )}
      {isNarrowed(query) && (
        <Button kind="quiet" onPress={showEveryOrder} size="small">
          {translate("filter.clear")}
        </Button>
      )}
      <span className="flex-1" />
      {counts !== undefined && counts.unread > 0 && (
        <span className="text-ink-faint text-small">
          <Message id="orders.unread" values={{ count: counts.unread }} />
        </span>
      )}
      {total !== null &&
        total.count > 0 &&
        exportMenu({ query, total, columns: columns.map(({ field }) => field) })}
    </div>
  );
}

/** Two statuses are "Paid" to people; a filter has to tell them apart. */
function moneyFilterWord(translate: Translate, status: string): string {
  switch (status) {
    case "approved":
      return translate("filter.approved");
    case "captured":
      return translate("filter.captured");
    default:
      return financialWord(translate, status, null);
  }
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
