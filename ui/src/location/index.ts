/**
 * Where the person is: screen, open order, search, filters and sort, kept in the hash so that
 * back, forward and a reload come to the same place. Nothing secret is ever put there.
 */
import { useMemo, useSyncExternalStore } from "react";

import type { OrderQuery, SortField } from "../bridge/types";

/** The screens there are. */
export const screens = ["orders", "review", "settings", "welcome"] as const;
export type Screen = (typeof screens)[number];

/** The state that the address keeps. */
export interface Place {
  readonly screen: Screen;
  readonly query: OrderQuery;
  /** The uuid of the open order. */
  readonly order: string | null;
}

const sortFields: readonly SortField[] = [
  "created",
  "number",
  "reference",
  "type",
  "financial",
  "shipping",
  "total",
  "points",
  "checked",
];

/** Everything, newest first. */
export const everyOrder: OrderQuery = {
  search: "",
  financial: [],
  shipping: [],
  unsettled: false,
  sort: "created",
  ascending: false,
};

/** Whether a query leaves orders out. */
export function isNarrowed({ search, financial, shipping, unsettled }: OrderQuery): boolean {
  return search !== "" || financial.length > 0 || shipping.length > 0 || unsettled;
}

/** Reads a place from a hash. What it does not understand is left at its usual value. */
export function readPlace(hash: string): Place {
  const [path = "", parameters = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const values = new URLSearchParams(parameters);
  const sort = values.get("sort");
  return {
    screen: screens.find((screen) => screen === path) ?? "orders",
    query: {
      search: values.get("search") ?? "",
      financial: values.getAll("money"),
      shipping: values.getAll("shipping"),
      unsettled: values.get("unsettled") === "yes",
      sort: sortFields.find((field) => field === sort) ?? "created",
      ascending: values.get("ascending") === "yes",
    },
    order: values.get("order"),
  };
}

/** Writes a place as a hash; usual values are left out. */
export function writePlace({ screen, query, order }: Place): string {
  const values = new URLSearchParams();
  if (query.search !== "") {
    values.set("search", query.search);
  }
  for (const status of query.financial) {
    values.append("money", status);
  }
  for (const status of query.shipping) {
    values.append("shipping", status);
  }
  if (query.unsettled) {
    values.set("unsettled", "yes");
  }
  if (query.sort !== "created") {
    values.set("sort", query.sort);
  }
  if (query.ascending) {
    values.set("ascending", "yes");
  }
  if (order !== null) {
    values.set("order", order);
  }
  const parameters = values.toString();
  return `#/${screen}${parameters === "" ? "" : `?${parameters}`}`;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  window.addEventListener("hashchange", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
    window.removeEventListener("hashchange", listener);
  };
}

/** The present place. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => readPlace(hash), [hash]);
}

/**
 * Goes somewhere. `step` adds to the history (another screen, an order opened); `replace` does
 * not (typing in the search box, walking through rows).
 */
export function go(change: Partial<Place>, how: "step" | "replace" = "step"): void {
  const hash = writePlace({ ...readPlace(window.location.hash), ...change });
  if (hash === window.location.hash) {
    return;
  }
  if (how === "step") {
    window.history.pushState(null, "", hash);
  } else {
    window.history.replaceState(null, "", hash);
  }
  for (const tell of listeners) {
    tell();
  }
}
