import { type ReactNode, useState } from "react";
import { ToggleButton } from "react-aria-components";

import type { OrderQuery, Settings, SortField, StatusCount } from "../../bridge/types";
import type { ShownOrders } from "../../choosing";
import { Button, ShippingBar, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { go, isNarrowed, showEveryOrder } from "../../location";
import { Message, useMessages } from "../../messages";
import { financialStatuses, financialTone, shippingStatuses, shippingWord } from "../../points";
import { type LoadedOrders, unsettledOf, useCounts, useTallies } from "../../queries";
import { ColumnChooser } from "./column-chooser";
import { columns } from "./columns";
import { FilterChips, moneyFilterWord } from "./filter-chips";
import type { Layout } from "./layout";
import { ListedNote } from "./listed-note";
import { StatusFilter, type StatusOption } from "./status-filter";

/** Over the list: how many there are and which of them are shown. */
export function Toolbar({
  query,
  orders,
  settings,
  layout,
  exportMenu,
  title,
  viewBar,
}: {
  readonly query: OrderQuery;
  readonly orders: LoadedOrders;
  readonly settings: Settings;
  readonly layout: Layout;
  /** What writes the list into a file, which is a feature of its own. */
  readonly exportMenu: (shown: ShownOrders) => ReactNode;
  readonly title: ReactNode;
  /** Beside the filters: what saves them, given the columns on the screen. */
  readonly viewBar: (columns: readonly string[]) => ReactNode;
}) {
  const translate = useMessages();
  const format = useFormat();
  const counts = useCounts().data;
  const { total } = orders;
  // The numbers of a search take a moment of the desk: they are asked for by whoever looks at them.
  const [isLookedAt, setLookedAt] = useState(false);
  const isOfSome = isNarrowed(query);
  const tallies = useTallies(isOfSome && isLookedAt ? query : null).data ?? null;
  const countsBeside = (group: "financial" | "shipping") =>
    optionsOf(
      group === "financial" ? financialStatuses : shippingStatuses,
      counts?.[group],
      query[group],
      isOfSome ? tallies && { counts: tallies[group], atLeast: tallies.atLeast } : undefined,
    );
  // A word that is searched for makes no chip, nor does what has a button of its own: a line for the
  // view bar alone would push the list down.
  const hasChips = isNarrowed({ ...query, search: "", unsettled: false, gone: false, listed: [] });
  const views = viewBar(layout.shown.map(({ field }) => field));
  const clear = isNarrowed(query) && (
    <Button kind="quiet" onPress={showEveryOrder} size="small">
      {translate("filter.clear")}
    </Button>
  );
  return (
    // Its own width says how much there is room for: beside an open order that is little.
    <div className="@container shrink-0">
      <div className="flex min-h-12 flex-wrap items-center gap-2 px-4 py-2">
        <h1 className="me-1 font-semibold text-title">{title}</h1>
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
          onOpenChange={setLookedAt}
          options={countsBeside("financial")}
          selected={query.financial}
          markOf={(status) => <ToneMark tone={financialTone(status)} />}
          wordOf={(status) => moneyFilterWord(translate, status)}
        />
        <StatusFilter
          name={translate("filter.shipping")}
          onChange={(shipping) => go({ query: { ...query, shipping } }, "replace")}
          onOpenChange={setLookedAt}
          options={countsBeside("shipping")}
          selected={query.shipping}
          markOf={(status) => <ShippingBar licenceStep={settings.licenceStep} status={status} />}
          wordOf={(status) => shippingWord(translate, status)}
        />
        {(query.unsettled || (counts !== undefined && counts.unsettled > 0)) && (
          <ToggleButton
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border border-line-strong px-2 text-needs text-small data-selected:border-needs data-selected:bg-needs-soft data-hovered:bg-hover"
            isSelected={query.unsettled}
            onChange={(unsettled) => go({ query: { ...query, unsettled } }, "replace")}
          >
            <ToneMark size={12} tone="needs" />
            {/* Beside an open order, or what takes a search back, there is room for the number alone. */}
            <span className={isOfSome ? "@max-[1040px]:sr-only" : "@max-[720px]:sr-only"}>
              <Message id="orders.unsettled" values={unsettledOf(counts)} />
            </span>
            <span
              aria-hidden="true"
              className={isOfSome ? "@min-[1040px]:hidden" : "@min-[720px]:hidden"}
            >
              {format.count(counts?.unsettled ?? 0)}
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
        {!hasChips && (
          <>
            {clear}
            {views}
          </>
        )}
        <span className="flex-1" />
        {/* Of all orders: beside what a search found it would seem to be of those. */}
        {counts !== undefined && counts.unread > 0 && !isOfSome && (
          <span className="text-ink-faint text-small @max-[760px]:hidden">
            <Message id="orders.unread" values={{ count: counts.unread }} />
          </span>
        )}
        <span className="flex shrink-0 items-center gap-2">
          <ColumnChooser layout={layout} settings={settings} />
          {total !== null &&
            total.count > 0 &&
            exportMenu({ query, total, columns: exported(layout) })}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-1.5 px-4 pb-2 empty:hidden">
        <FilterChips query={query} />
        {hasChips && (
          <>
            {views}
            {clear}
          </>
        )}
      </div>
      {query.listed.length > 0 && (
        <ListedNote
          isAnswered={orders.total !== null && !orders.isPrevious}
          query={query}
          unknown={orders.unknown}
        />
      )}
    </div>
  );
}

/** The columns of a file that has those of the list: chosen, or all that there usually are. */
export function exported({ isChosen, wanted }: Layout): readonly SortField[] {
  const listed = isChosen ? wanted : columns.filter(({ onlyChosen }) => onlyChosen !== true);
  return listed.flatMap(({ sort }) => (sort === null ? [] : [sort]));
}

/**
 * The usual statuses that exist, then words and codes that we did not expect. Each with how many of
 * all orders have it, or of the matches that were counted; null: those are not counted yet.
 */
function optionsOf(
  usual: readonly string[],
  all: readonly StatusCount[] = [],
  selected: readonly string[],
  matches?: { readonly counts: readonly StatusCount[]; readonly atLeast: boolean } | null,
): readonly StatusOption[] {
  const existing = new Set(all.filter(({ count }) => count > 0).map(({ status }) => status));
  const statuses = new Set([...usual, ...existing, ...selected]);
  const counted = new Map(
    (matches?.counts ?? all).map(({ status, count }) => [status, count] as const),
  );
  return [...statuses]
    .filter((status) => existing.has(status) || selected.includes(status))
    .map((status) => ({
      status,
      count:
        matches === null
          ? null
          : { count: counted.get(status) ?? 0, atLeast: matches?.atLeast ?? false },
    }));
}
