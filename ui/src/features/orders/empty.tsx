import type { OrderQuery } from "../../bridge/types";
import { Button, EmptyState, SearchIcon } from "../../design";
import { everyOrder, go, isNarrowed, showEveryOrder } from "../../location";
import { Message, useMessages } from "../../messages";

/** Nothing matches: what was asked for, and the way back to everything. */
export function NothingMatches({ query }: { readonly query: OrderQuery }) {
  const translate = useMessages();
  const isPhone = /^[\d٠-٩+\s-]{9,}$/.test(query.search.trim());
  const isShort = query.search
    .trim()
    .split(/\s+/)
    .some((term) => [...term].length > 0 && [...term].length < 3);
  const hasFilter = isNarrowed({ ...query, search: "", unsettled: false, gone: false });
  return (
    <EmptyState
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {hasFilter && query.search !== "" && (
            <Button
              kind="primary"
              onPress={() => {
                const { search, sort, ascending } = query;
                go({ query: { ...everyOrder, search, sort, ascending } }, "replace");
              }}
            >
              {translate("empty.nothing.withoutFilters")}
            </Button>
          )}
          <Button
            kind={hasFilter && query.search !== "" ? "plain" : "primary"}
            onPress={showEveryOrder}
          >
            {translate("empty.nothing.clear")}
          </Button>
        </span>
      }
      icon={<SearchIcon size={22} />}
      title={translate("empty.nothing.title")}
    >
      {query.search !== "" && (
        // Whatever was typed, however long.
        <p className="line-clamp-4 wrap-anywhere">
          <Message
            id={hasFilter ? "empty.nothing.searchAndFilter" : "empty.nothing.search"}
            values={{ search: query.search }}
          />
        </p>
      )}
      {query.search === "" && (
        <p>
          {translate(
            query.unsettled && !hasFilter ? "empty.nothing.unsettled" : "empty.nothing.filter",
          )}
        </p>
      )}
      {isShort && <p className="mt-2">{translate("empty.nothing.short")}</p>}
      {isPhone && <p className="mt-2">{translate("empty.nothing.phone")}</p>}
    </EmptyState>
  );
}
