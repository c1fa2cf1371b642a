/**
 * Where the person is: screen, open order, search, filters and sort, kept in the hash so that
 * back, forward and a reload come to the same place. Nothing secret is ever put there.
 */
import { useSyncExternalStore } from "react";

import type { OrderQuery, SortField } from "../bridge/types";
import { type LogPlace, readLog, writeLog } from "./log";
import { type ReviewPlace, readReview, writeReview } from "./review";

export * from "./log";
export * from "./review";

/** The screens there are. */
export const screens = [
  "today",
  "orders",
  "packing",
  "review",
  "log",
  "settings",
  "welcome",
] as const;
export type Screen = (typeof screens)[number];

/** The lists of the packing screen: the shop's path, and what has left it. */
export const stages = [
  "pack",
  "licence",
  "packed",
  "moving",
  "delivered",
  "in_vain",
  "undecided",
  "refused",
] as const;
export type Stage = (typeof stages)[number];

/**
 * How far the webhooks are opened in the settings. Sought: opened and brought before the person, once;
 * register: with the question what to register, once they are read.
 */
export const webhookParts = ["closed", "open", "sought", "register"] as const;
export type WebhookPart = (typeof webhookParts)[number];

/** The state that the address keeps. */
export interface Place {
  readonly screen: Screen;
  readonly query: OrderQuery;
  /** The uuid of the open order. */
  readonly order: string | null;
  /** The id of the saved view that was opened; the query may have gone on from there. */
  readonly view: number | null;
  /** The columns of the moment, where they are neither the view's nor the store's. */
  readonly columns: readonly string[] | null;
  readonly log: LogPlace;
  readonly review: ReviewPlace;
  /** The id of the action that is looked at closely, over whichever screen. */
  readonly action: number | null;
  /** The list that the packing screen shows. */
  readonly stage: Stage;
  /** A file of the shop that is looked at before it is taken over, as the desk calls it. */
  readonly file: number | null;
  /** The id of a file that was taken over, whose report is looked at. */
  readonly imported: number | null;
  readonly webhooks: WebhookPart;
}

/** Everything as it was before a view was opened. */
export const noView = { view: null, columns: null } as const;

export const sortFields: readonly SortField[] = [
  "created",
  "number",
  "reference",
  "type",
  "financial",
  "shipping",
  "total",
  "points",
  "checked",
  "updated",
];

/** Everything, newest first. */
export const everyOrder: OrderQuery = {
  search: "",
  financial: [],
  shipping: [],
  types: [],
  totalFrom: null,
  totalTo: null,
  createdFrom: null,
  createdUntil: null,
  olderThan: null,
  changedFrom: null,
  changedUntil: null,
  noted: false,
  unsettled: false,
  listed: [],
  gone: false,
  sort: "created",
  ascending: false,
};

/** Whether a query leaves orders out. */
export function isNarrowed(query: OrderQuery): boolean {
  return (
    query.search !== "" ||
    query.noted ||
    query.unsettled ||
    query.gone ||
    lists.some(([, list]) => query[list].length > 0) ||
    numbers.some((number) => query[number] !== null)
  );
}

/** The lists of a query, and what the address calls one of their values. */
const lists = [
  ["money", "financial"],
  ["shipping", "shipping"],
  ["type", "types"],
  ["listed", "listed"],
] as const;

/** The ends of its ranges; the address calls them the same. */
const numbers = [
  "totalFrom",
  "totalTo",
  "createdFrom",
  "createdUntil",
  "olderThan",
  "changedFrom",
  "changedUntil",
] as const;

function readNumber(text: string | null): number | null {
  const number = Number(text ?? "");
  return text !== null && text !== "" && Number.isSafeInteger(number) ? number : null;
}

/** Reads a place from a hash. What it does not understand is left at its usual value. */
export function readPlace(hash: string): Place {
  const [path = "", parameters = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const values = new URLSearchParams(parameters);
  const sort = values.get("sort");
  const stage = values.get("stage");
  const webhooks = values.get("webhooks");
  return {
    screen: screens.find((screen) => screen === path) ?? "today",
    query: {
      search: values.get("search") ?? "",
      financial: values.getAll("money"),
      shipping: values.getAll("shipping"),
      types: values.getAll("type"),
      totalFrom: readNumber(values.get("totalFrom")),
      totalTo: readNumber(values.get("totalTo")),
      createdFrom: readNumber(values.get("createdFrom")),
      createdUntil: readNumber(values.get("createdUntil")),
      olderThan: readNumber(values.get("olderThan")),
      changedFrom: readNumber(values.get("changedFrom")),
      changedUntil: readNumber(values.get("changedUntil")),
      noted: values.get("noted") === "yes",
      listed: values.getAll("listed"),
      unsettled: values.get("unsettled") === "yes",
      gone: values.get("gone") === "yes",
      sort: sortFields.find((field) => field === sort) ?? "created",
      ascending: values.get("ascending") === "yes",
    },
    order: values.get("order"),
    view: readNumber(values.get("view")),
    columns: values.has("column") ? values.getAll("column") : null,
    log: readLog(values),
    review: readReview(values),
    action: readNumber(values.get("action")),
    stage: stages.find((known) => known === stage) ?? "pack",
    file: readNumber(values.get("file")),
    imported: readNumber(values.get("imported")),
    webhooks: webhookParts.find((known) => known === webhooks) ?? "closed",
  };
}

/** Writes a place as a hash; usual values are left out. */
export function writePlace(place: Place): string {
  const { screen, query, order, view, columns, stage, log, review, action, file } = place;
  const { imported, webhooks } = place;
  const values = new URLSearchParams();
  if (query.search !== "") {
    values.set("search", query.search);
  }
  for (const [name, list] of lists) {
    for (const value of query[list]) {
      values.append(name, value);
    }
  }
  for (const name of numbers) {
    const number = query[name];
    if (number !== null) {
      values.set(name, String(number));
    }
  }
  if (query.noted) {
    values.set("noted", "yes");
  }
  if (query.unsettled) {
    values.set("unsettled", "yes");
  }
  if (query.gone) {
    values.set("gone", "yes");
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
  if (view !== null) {
    values.set("view", String(view));
  }
  for (const column of columns ?? []) {
    values.append("column", column);
  }
  if (stage !== "pack") {
    values.set("stage", stage);
  }
  writeLog(log, values);
  if (screen === "review") {
    writeReview(review, values);
  }
  if (action !== null) {
    values.set("action", String(action));
  }
  if (file !== null) {
    values.set("file", String(file));
  }
  if (imported !== null) {
    values.set("imported", String(imported));
  }
  if (screen === "settings" && webhooks !== "closed") {
    values.set("webhooks", webhooks);
  }
  const parameters = values.toString();
  return `#/${screen}${parameters === "" ? "" : `?${parameters}`}`;
}

/**
 * Web views refuse more than a hundred changes of the address in ten seconds. The address follows
 * this long after the place, so that a held key or a scanner asks for four a second at most.
 */
const addressFollowsAfter = 250;

/** How long to wait where the web view refused all the same. */
const refusedPause = 10_000;

/** The truth; the address only follows it. Read from it at the start and when history is walked. */
let place = readPlace(window.location.hash);
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: Place): void {
  place = next;
  for (const tell of listeners) {
    tell();
  }
}

window.addEventListener("popstate", () => {
  // What was not written yet belongs to the entry that was left.
  clearTimeout(timer);
  set(readPlace(window.location.hash));
});

function follow(after: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!write("replace")) {
      follow(refusedPause);
    }
  }, after);
}

/** Brings the address to the place; says whether the web view took it. */
function write(how: "step" | "replace"): boolean {
  clearTimeout(timer);
  const hash = writePlace(place);
  try {
    if (how === "step") {
      window.history.pushState(null, "", hash);
    } else if (hash !== window.location.hash) {
      window.history.replaceState(null, "", hash);
    }
    return true;
  } catch {
    // It throws a SecurityError when it was asked too often. The place holds nevertheless.
    return false;
  }
}

/** The present place. What did not change in it stays the same object. */
export function usePlace(): Place {
  return useSyncExternalStore(subscribe, () => place);
}

/**
 * Goes somewhere. `step` adds to the history (another screen, an order opened); `replace` does
 * not (typing in the search box, walking through rows).
 */
export function go(change: Partial<Place>, how: "step" | "replace" = "step"): void {
  const next = { ...place, ...change };
  if (writePlace(next) === writePlace(place)) {
    return;
  }
  if (how === "step") {
    // The entry that is left keeps what was reached in it.
    write("replace");
  }
  set(next);
  if (how === "replace") {
    follow(addressFollowsAfter);
  } else if (!write("step")) {
    follow(refusedPause);
  }
}

/** Takes search, filters and the view away; the sort stays. */
export function showEveryOrder(): void {
  const { sort, ascending } = place.query;
  go({ query: { ...everyOrder, sort, ascending }, ...noView }, "replace");
}
