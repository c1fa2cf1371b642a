import type { CaseClass, Need, NeedKind } from "../../bridge/types";
import { everyOrder, isCaseClass, noView, type Place, wholeLog, wholeReview } from "../../location";

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
      return {
        screen: "review",
        order: null,
        review: { ...wholeReview, classes: classesOf(need.kind) },
      };
    // The page of the shop's files is opened from there.
    case "files":
      return { screen: "orders", order: null };
    case "stores":
      return { screen: "settings", order: null };
    // Whether the webhook still stands, and a test event, are both there.
    case "inbox":
      return { screen: "settings", order: null, webhooks: "sought" };
    case "sync":
      return null;
  }
}

/** The cases that a need counts; needs that count all of them name none. */
function classesOf(kind: NeedKind): readonly CaseClass[] {
  switch (kind) {
    case "stale_reserved":
      return ["reserved_ageing"];
    case "stale_unpaid":
      return ["unpaid_ageing"];
    default:
      return isCaseClass(kind) ? [kind] : [];
  }
}
