import type { Need } from "../../bridge/types";
import { everyOrder, noView, type Place, wholeLog } from "../../location";

/** Where a need is seen to; null: nowhere, sync has to try again. */
export function placeOf(need: Need): Partial<Place> | null {
  // What waits for a decision stands on top of the log, whatever it asks for.
  if (need.kind === "actions") {
    return { screen: "log", order: null, log: wholeLog };
  }
  switch (need.place) {
    case "orders":
      return {
        screen: "orders",
        order: null,
        query: { ...everyOrder, ...need.query },
        ...noView,
      };
    case "review":
      return { screen: "review", order: null };
    // The page of the shop's files is opened from there.
    case "files":
      return { screen: "orders", order: null };
    case "stores":
    case "inbox":
      return { screen: "settings", order: null };
    case "sync":
      return null;
  }
}
