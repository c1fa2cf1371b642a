import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { ObservationView, TimelineEntry } from "../src/bridge/types";
import { sideOf, timelineDays, timelineLines } from "../src/features/order/timeline-lines";
import { openPage, rowOf } from "./page";
import type { DeskOptions } from "./preview/desk";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Noon in Riyadh. */
const noon = Date.UTC(2026, 10, 25, 9);

function read(id: number, at: number, isNew = false): TimelineEntry {
  const observation: ObservationView = {
    id,
    source: "read",
    event: null,
    firstHeardAt: at,
    lastHeardAt: at,
    sightings: 1,
    changes: isNew
      ? [{ field: "status", kind: "shipping_status", before: null, after: "new" }]
      : [],
    unreadable: [],
  };
  return { at, observation, action: null, note: null };
}

function note(id: number, at: number): TimelineEntry {
  return {
    at,
    observation: null,
    action: null,
    note: {
      id,
      orderUuid: "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
      author: null,
      text: "Called",
      writtenAt: at,
      editedAt: null,
      earlier: [],
    },
  };
}

describe("the lines", () => {
  const timeline = [
    read(5, noon),
    note(1, noon - minute),
    read(4, noon - 2 * minute),
    read(3, noon - day),
    read(2, noon - 2 * day),
    read(1, noon - 3 * day, true),
  ];

  test("are of Points or of us, and one side alone folds what the other one stood between", () => {
    expect(timelineLines(timeline).map((line) => [line.kind, sideOf(line)])).toEqual([
      ["unchanged", "points"],
      ["note", "us"],
      ["unchanged", "points"],
      ["observation", "points"],
    ]);
    expect(timelineLines(timeline, "us").map(({ kind }) => kind)).toEqual(["note"]);
    expect(timelineLines(timeline, "points")).toMatchObject([
      { kind: "unchanged", reads: 4, since: noon - 2 * day },
      { kind: "observation", isFirst: true },
    ]);
  });

  test("stand under the day that it was in Riyadh, where midnight is at nine in the evening UTC", () => {
    const midnight = Date.UTC(2026, 10, 24, 21);
    const days = timelineDays(
      timelineLines([note(3, midnight + 1), note(2, midnight), note(1, midnight - 1)]),
    );
    expect(days.map(({ start, lines }) => [start, lines.length])).toEqual([
      [midnight, 2],
      [midnight - day, 1],
    ]);
  });
});

/** Opens the order that has a story. */
async function openStory(options: DeskOptions = {}) {
  const page = await openPage(options, "#/orders?ascending=yes");
  await page.user.click(await rowOf("10402"));
  const timeline = await screen.findByRole("region", { name: /^(Timeline|السجل الزمني)$/ });
  const sides = () =>
    [...timeline.querySelectorAll("[data-side]")].map((line) => line.getAttribute("data-side"));
  return { ...page, timeline, sides };
}

describe("the timeline", () => {
  test("says who asked for what and who wrote, under the day", async () => {
    const { timeline } = await openStory();
    const ours = within(timeline)
      .getAllByRole("listitem")
      .filter((line) => line.dataset["side"] === "us")
      .map((line) => line.textContent ?? "");
    expect(ours.filter((words) => words.includes("asked for"))).toEqual([
      expect.stringContaining("You asked for “Delivered”"),
      expect.stringContaining("Omar asked for “On the way”"),
      expect.stringContaining("نورة asked for “Packed”"),
    ]);
    expect(ours.filter((words) => words.startsWith("Note"))).toEqual([
      expect.stringMatching(/^Note\d/),
      expect.stringContaining("Note by Omar"),
      expect.stringContaining("Note by نورة"),
    ]);
    const headings = within(timeline).getAllByRole("heading", { level: 4 });
    expect(headings[0]).toHaveTextContent("Today");
    expect(headings.at(-1)).toHaveTextContent(/^[A-Z][a-z]+day, \d+ [A-Z][a-z]+ \d{4}$/);
  });

  test("shows one side alone by the keyboard, and the legend only where both are shown", async () => {
    const { user, timeline, sides } = await openStory();
    expect(new Set(sides())).toEqual(new Set(["points", "us"]));
    expect(within(timeline).getByText("What we did")).toBeInTheDocument();
    act(() => within(timeline).getByRole("radio", { name: "All" }).focus());
    await user.keyboard("{ArrowRight}{ArrowRight}[Space]");
    expect(new Set(sides())).toEqual(new Set(["us"]));
    expect(within(timeline).queryByText("What we did")).not.toBeInTheDocument();
    await user.keyboard("{ArrowLeft}[Space]");
    expect(new Set(sides())).toEqual(new Set(["points"]));
  });

  test("says so where one side has nothing", async () => {
    const page = await openPage();
    await page.user.click(await rowOf("10799"));
    const timeline = await screen.findByRole("region", { name: "Timeline" });
    await page.user.click(within(timeline).getByRole("radio", { name: "Us" }));
    expect(timeline).toHaveTextContent("Nothing was done or written here yet.");
  });
});

describe("the order beside the list", () => {
  const open = (number: string) => screen.findByRole("heading", { name: `Order ${number}` });

  test("stands at its place, and the buttons walk as J and K do", async () => {
    const { user } = await openPage({ count: 60 });
    await user.click(await rowOf("10460"));
    await open("10460");
    const order = screen.getByRole("region", { name: "Order" });
    expect(order).toHaveTextContent("1 of 60");
    expect(within(order).getByRole("button", { name: "Previous order" })).toBeDisabled();
    await user.click(within(order).getByRole("button", { name: "Next order" }));
    await open("10459");
    await waitFor(() => expect(order).toHaveTextContent("2 of 60"));
    expect(within(order).getByRole("button", { name: "Next order" })).toHaveFocus();
    await user.keyboard("j");
    await open("10458");
    await user.click(within(order).getByRole("button", { name: "Previous order" }));
    await open("10459");
  });

  test("walks through the orders of cases too", async () => {
    const { user } = await openPage({}, "#/review?class=unpaid_ageing");
    const [first = "", second = ""] = (
      await screen.findAllByRole("checkbox", { name: /^Choose/ })
    ).map((box) => box.getAttribute("aria-label")?.replace("Choose ", ""));
    await user.keyboard("o");
    await open(first);
    await user.click(screen.getByRole("button", { name: "Next order" }));
    await open(second);
  });

  test("has no place where the list does not have it", async () => {
    const { desk } = await openPage({ count: 60 }, "#/today");
    const uuid = desk.orders[3]?.row.uuid ?? "";
    window.history.replaceState(null, "", `#/orders?search=10450&order=${uuid}`);
    act(() => {
      window.dispatchEvent(new PopStateEvent("popstate"));
    });
    await open("10457");
    expect(screen.getByRole("region", { name: "Order" })).not.toHaveTextContent(/\d of \d/);
  });

  test("copies what to say by S, in the language that was chosen, and the number by C", async () => {
    const { user } = await openPage();
    await user.click(await rowOf("10799"));
    await open("10799");
    await user.keyboard("s");
    expect(await navigator.clipboard.readText()).toMatch(/^Your order 10799 /);
    await user.click(screen.getByRole("radio", { name: "العربية" }));
    await user.keyboard("s");
    expect(await navigator.clipboard.readText()).toMatch(/^طلبك رقم 10799 /);
    await user.keyboard("c");
    expect(await navigator.clipboard.readText()).toBe("10799");
  });
});
