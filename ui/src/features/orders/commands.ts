import type { OrderQuery } from "../../bridge/types";
import { type Command, useCommands, type Words } from "../../commands";
import { everyOrder, go, noView } from "../../location";
import { financialStatuses, shippingStatuses, shippingWord } from "../../points";
import { moneyFilterWord } from "./filter-chips";

/** The filters of the list, by status, from every screen; and the whole list. */
export function useFilterCommands(hasStore: boolean): void {
  const command = (id: string, words: Words, some: Partial<OrderQuery>): Command => ({
    id: `filter.${id}`,
    group: "filters",
    words,
    names: (translate) => translate("command.filter.names"),
    run: () => go({ screen: "orders", order: null, query: { ...everyOrder, ...some }, ...noView }),
  });
  useCommands(
    hasStore
      ? [
          command("all", (translate) => translate("command.filter.all"), {}),
          command("unsettled", (translate) => translate("command.filter.unsettled"), {
            unsettled: true,
          }),
          ...financialStatuses.map((status) =>
            command(
              `money.${status}`,
              (translate) =>
                translate("command.filter.money", { status: moneyFilterWord(translate, status) }),
              { financial: [status] },
            ),
          ),
          ...shippingStatuses.map((status) =>
            command(
              `shipping.${status}`,
              (translate) =>
                translate("command.filter.shipping", { status: shippingWord(translate, status) }),
              { shipping: [status] },
            ),
          ),
        ]
      : [],
  );
}
