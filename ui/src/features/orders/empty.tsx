import type { OrderQuery } from "../../bridge/types";
import { Button, EmptyState, FileIcon, SearchIcon } from "../../design";
import { everyOrder, go } from "../../location";
import { Message, useMessages } from "../../messages";

/** No order yet: why the list is empty and how to fill it. */
export function NoOrders({ onAddOrders }: { readonly onAddOrders: () => void }) {
  const translate = useMessages();
  return (
    <EmptyState
      action={
        <Button kind="primary" onPress={onAddOrders}>
          {translate("frame.addOrders")}
        </Button>
      }
      icon={<FileIcon size={22} />}
      title={translate("empty.noOrders.title")}
    >
      <p>{translate("empty.noOrders.why")}</p>
    </EmptyState>
  );
}

/** Nothing matches: what was asked for, and the way back to everything. */
export function NothingMatches({ query }: { readonly query: OrderQuery }) {
  const translate = useMessages();
  const isPhone = /^[\d٠-٩+\s-]{9,}$/.test(query.search.trim());
  const hasFilter = query.financial.length + query.shipping.length > 0;
  return (
    <EmptyState
      action={
        <Button
          kind="primary"
          onPress={() =>
            go(
              { query: { ...everyOrder, sort: query.sort, ascending: query.ascending } },
              "replace",
            )
          }
        >
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
