import type { OrderQuery } from "../../bridge/types";
import { Button, EmptyState, SearchIcon } from "../../design";
import { showEveryOrder } from "../../location";
import { Message, useMessages } from "../../messages";

/** Nothing matches: what was asked for, and the way back to everything. */
export function NothingMatches({ query }: { readonly query: OrderQuery }) {
  const translate = useMessages();
  const isPhone = /^[\d٠-٩+\s-]{9,}$/.test(query.search.trim());
  const hasFilter = query.financial.length + query.shipping.length > 0;
  return (
    <EmptyState
      action={
        <Button kind="primary" onPress={showEveryOrder}>
          {translate("empty.nothing.clear")}
        </Button>
      }
      icon={<SearchIcon size={22} />}
      title={translate("empty.nothing.title")}
    >
      {query.search !== "" && (
        <p>
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
      {isPhone && <p className="mt-2">{translate("empty.nothing.phone")}</p>}
    </EmptyState>
  );
}
