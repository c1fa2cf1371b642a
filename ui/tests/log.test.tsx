import { configure, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { logDays } from "../src/features/log/days";
import { entryFrom, inLines, orderOf, outLines } from "../src/features/log/lines";
import { startOfDay } from "../src/search";
import { openPage, seriousFaults } from "./page";
import { anyAction } from "./preview/evidence";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

const busy = { course: { log: "busy" } } as const;
const now = Date.UTC(2026, 10, 25, 12);

const action = (id: number, askedAt: number, state: "confirmed" | "needs_person") => ({
  ...anyAction,
  id,
  kind: "refund" as const,
  orderUuid: null,
  target: null,
  nameAr: null,
  nameEn: null,
  state,
  askedAt,
  askedBy: null,
  nextSettleAt: null,
  reason: null,
  message: null,
  changes: [],
});

/** What was asked of what came in, last. */
function askedIn(desk: { readonly calls: readonly { command: string; args: object }[] }): unknown {
  const call = desk.calls.findLast(({ command }) => command === "list_heard");
  return call === undefined ? undefined : (call.args as { query: unknown }).query;
}

/** The log's own rows, without headings. */
async function entries() {
  const grid = await screen.findByRole("grid", { name: "What went out" });
  return within(grid)
    .getAllByRole("row")
    .filter((row) => row.hasAttribute("tabindex"));
}

describe("the lines of the log", () => {
  test("have what needs a person above all days, and only there", () => {
    const waits = action(2, now - 90_000_000, "needs_person");
    const lines = outLines([waits], [action(3, now, "confirmed"), waits]);
    expect(lines.map(({ key }) => key)).toEqual([
      "needs",
      "out 2",
      `day ${String(startOfDay(now))}`,
      "out 3",
    ]);
  });

  test("keep the days back while more than is loaded needs a person", () => {
    const waits = [action(4, now, "needs_person"), action(2, now, "needs_person")];
    const needed = { count: 63, atLeast: false };
    expect(outLines(waits, [action(3, now, "confirmed")], needed)).toMatchObject([
      { key: "needs", total: needed },
      { key: "out 4" },
      { key: "out 2" },
    ]);
  });

  test("of what came in have names of their own, whatever names no order", () => {
    const came = {
      id: 1,
      source: "event" as const,
      event: "captured",
      heardAt: now,
      isRepeated: false,
      changes: [],
    };
    const lines = inLines([
      { ...came, order: { uuid: "a", orderNumber: "1042" } },
      { ...came, order: null },
    ]);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
    expect(lines.map(orderOf)).toEqual([null, "a", null]);
  });

  test("are walked past headings, and never off an end", () => {
    const lines = outLines([action(2, now, "needs_person")], [action(3, now, "confirmed")]);
    expect(entryFrom(lines, 2, 1)).toBe(3);
    expect(entryFrom(lines, 2, -1)).toBe(1);
    expect(entryFrom(lines, 0, -1)).toBe(1);
    expect(entryFrom([], 0, 1)).toBeNull();
  });
});

test("seven days are today and the six before, whenever one looks", () => {
  expect(logDays({ days: "week" }, now)).toEqual({
    from: startOfDay(now) - 6 * 86_400_000,
    until: null,
  });
  expect(logDays({ days: "2026-11-01..2026-11-05" }, now)).toEqual({
    from: startOfDay(Date.UTC(2026, 10, 1)),
    until: startOfDay(Date.UTC(2026, 10, 6)),
  });
  expect(logDays({ days: "someday" }, now)).toEqual({ from: null, until: null });
});

describe("the log", () => {
  test("says of each line what was asked, by whom, and where it stands", async () => {
    const { desk } = await openPage(busy, "#/log");
    const [first] = await entries();
    expect(screen.getByText("6 wait for your decision")).toBeInTheDocument();
    expect(first).toHaveTextContent(desk.orders[7]?.row.orderNumber ?? "?");
    expect(first).toHaveTextContent("Refund 120.00 SAR");
    expect(first).toHaveTextContent("by Fahad");
    expect(first).toHaveTextContent("Needs you");
    expect(await seriousFaults()).toEqual([]);
  });

  test("counts down to the next try of what waits for the network", async () => {
    await openPage(busy, "#/log?state=queued&asked=shipping");
    expect(await screen.findAllByText(/^Waits for the network, again in \d+ s$/)).not.toHaveLength(
      0,
    );
  });

  test("asks by order, kind, person and day, keeps all in the address, and gives them up", async () => {
    const { desk, user } = await openPage(busy, "#/log?days=today");
    await entries();
    const field = screen.getByRole("textbox", { name: "Order number or ID" });
    await user.type(field, "#104");
    await user.click(screen.getByRole("button", { name: "What was asked" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Refund" }));
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Person" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Fahad" }));
    await waitFor(() =>
      expect(
        desk.calls.findLast(
          ({ command, args }) =>
            command === "list_activity" &&
            (args["query"] as { states: string[] }).states.length === 0,
        )?.args["query"],
      ).toMatchObject({ order: "104", kinds: ["refund"], askedBy: "Fahad" }),
    );
    await waitFor(() => expect(window.location.hash).toContain("asked=refund&person=Fahad"));
    // What needs a person stands on top whatever is filtered.
    expect(screen.getByText("6 wait for your decision")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(window.location.hash).not.toContain("asked"));
    expect(field).toHaveValue("");
  });

  test("opens the order of a line by Enter, and a change without an order closely", async () => {
    const { desk, user } = await openPage(busy, "#/log");
    const rows = await entries();
    rows[0]?.focus();
    await user.keyboard("{Enter}");
    const number = desk.orders[7]?.row.orderNumber ?? "";
    expect(await screen.findByRole("region", { name: "Order" })).toHaveTextContent(
      `Order ${number}`,
    );
    await user.keyboard("{Escape}");
    const purchase = (await entries()).findIndex((row) => row.textContent?.includes("POS-2291"));
    for (let down = 0; down < purchase; down += 1) {
      await user.keyboard("{ArrowDown}");
    }
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("dialog", { name: "Did it happen?" })).toHaveTextContent(
      "Look in the Points dashboard for order POS-2291 with 345.00 SAR.",
    );
  });

  test("goes on as far as one scrolls", async () => {
    const { desk } = await openPage(busy, "#/log");
    const grid = await screen.findByRole("grid", { name: "What went out" });
    const scroller = grid.querySelector("[data-rows]");
    await waitFor(() => {
      scroller?.scrollTo({ top: scroller.scrollHeight });
      expect(
        desk.calls.filter(
          ({ command, args }) => command === "list_activity" && args["after"] !== null,
        ).length,
      ).toBeGreaterThan(1);
    });
  });

  test("counts all that needs a person, and loads it as far as one scrolls, before the days", async () => {
    const all = [
      ...Array.from({ length: 120 }, (_, place) => action(1_000 - place, now, "needs_person")),
      action(1, now, "confirmed"),
    ];
    const { desk } = await openPage(
      {
        answers: {
          list_activity: ({ query, after }) => {
            const { states } = query as { states: string[] };
            const found = all.filter(({ state }) => states.length === 0 || states.includes(state));
            const end = Number(after ?? 0) + 50;
            return {
              actions: found.slice(end - 50, end),
              next: end < found.length ? String(end) : null,
            };
          },
          queue_view: () => ({
            held: 0,
            queued: 0,
            sending: 0,
            unknown: 0,
            needsPerson: 120,
            stopped: null,
            nextTryAt: null,
            people: [],
          }),
        },
      },
      "#/log",
    );
    await entries();
    expect(await screen.findByText("120 wait for your decision")).toBeInTheDocument();
    const grid = screen.getByRole("grid", { name: "What went out" });
    expect(grid).toHaveAttribute("aria-rowcount", "-1");
    const scroller = grid.querySelector("[data-rows]");
    // All 120 under their heading, and only then the last of the log under its day.
    await waitFor(() => {
      scroller?.scrollTo({ top: scroller.scrollHeight });
      expect(grid).toHaveAttribute("aria-rowcount", "124");
      expect(grid).toHaveTextContent("Confirmed by Points");
    });
    const asked = desk.calls.filter(
      ({ command, args }) =>
        command === "list_activity" &&
        (args["query"] as { states: string[] }).states.includes("needs_person"),
    );
    expect(new Set(asked.map(({ args }) => args["after"]))).toEqual(new Set([null, "50", "100"]));
  });

  test("shows what came in, events alone until the answers are asked for", async () => {
    const { desk, user } = await openPage(busy, "#/log");
    await entries();
    await user.click(screen.getByRole("radio", { name: "What came in" }));
    const grid = await screen.findByRole("grid", { name: "What came in" });
    expect(within(grid).queryByText("Read from Points")).not.toBeInTheDocument();
    await user.click(screen.getByRole("checkbox", { name: "Answers to our own reads too" }));
    expect(await within(grid).findAllByText("Read from Points")).not.toHaveLength(0);
    expect(askedIn(desk)).toMatchObject({ eventsOnly: false });
  });

  test("asks what came in by order and day, keeps both in the address, and gives them up", async () => {
    const { desk, user } = await openPage(busy, "#/log?side=in&answers=yes");
    const grid = await screen.findByRole("grid", { name: "What came in" });
    expect(askedIn(desk)).toEqual({
      order: "",
      eventsOnly: false,
      heardFrom: null,
      heardUntil: null,
    });
    const number = desk.orders[0]?.row.orderNumber ?? "?";
    const field = screen.getByRole("textbox", { name: "Order number or ID" });
    await user.type(field, `#${number}`);
    await user.click(screen.getByRole("button", { name: "Time" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Last 7 days" }));
    await waitFor(() =>
      expect(askedIn(desk)).toEqual({
        order: number,
        eventsOnly: false,
        heardFrom: startOfDay(Date.now()) - 6 * 86_400_000,
        heardUntil: null,
      }),
    );
    await waitFor(() => {
      const numbers = within(grid)
        .getAllByRole("row")
        .filter((row) => row.hasAttribute("tabindex"))
        .map((row) => within(row).getAllByRole("gridcell")[1]?.textContent);
      expect(new Set(numbers)).toEqual(new Set([number]));
    });
    await waitFor(() => {
      const kept = new URLSearchParams(window.location.hash.split("?")[1]);
      expect(kept.get("about")).toBe(`#${number}`);
      expect(kept.get("days")).toBe("week");
    });
    expect(await seriousFaults()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(window.location.hash).toBe("#/log?side=in&answers=yes"));
    expect(field).toHaveValue("");
  });

  test("brings the order and the days along to the other side, and asks each only of its own", async () => {
    const { desk, user } = await openPage(busy, "#/log?about=104&days=2026-11-01..2026-11-05");
    await user.click(await screen.findByRole("radio", { name: "What came in" }));
    await waitFor(() =>
      expect(askedIn(desk)).toEqual({
        order: "104",
        eventsOnly: true,
        heardFrom: startOfDay(Date.UTC(2026, 10, 1)),
        heardUntil: startOfDay(Date.UTC(2026, 10, 6)),
      }),
    );
    expect(screen.queryByRole("button", { name: "Person" })).not.toBeInTheDocument();
  });

  test("says of what came in about no order that it names none, and opens nothing", async () => {
    const { user } = await openPage(busy, "#/log?side=in");
    const grid = await screen.findByRole("grid", { name: "What came in" });
    const [row] = within(grid)
      .getAllByRole("row")
      .filter((one) => one.textContent.includes("debt_exceeded"));
    expect(row).toHaveTextContent("Names no order that can be read");
    await user.click(row as HTMLElement);
    expect(row).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
  });

  test("says why nothing that came in fits, and shows everything again", async () => {
    const { user } = await openPage(busy, "#/log?side=in&about=nothing");
    expect(await screen.findByText("Nothing fits these filters")).toBeInTheDocument();
    expect(
      screen.getByText("Only events are shown, without the answers to our own reads."),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    expect(await screen.findByRole("grid", { name: "What came in" })).toBeInTheDocument();
  });

  test("teaches where it is empty", async () => {
    const { user } = await openPage({ course: { log: "empty" } }, "#/log");
    expect(await screen.findByText("Nothing was asked of Points yet")).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: "What came in" }));
    await user.click(await screen.findByRole("button", { name: "Show what reads brought" }));
    expect(await screen.findByText("Nothing was heard from Points yet")).toBeInTheDocument();
  });

  test("reads days in any digits, and says what is no day", async () => {
    const { user } = await openPage(busy, "#/log");
    await entries();
    await user.click(screen.getByRole("button", { name: "Time" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Days…" }));
    const dialog = await screen.findByRole("dialog", { name: "From which day to which" });
    const [from, to] = within(dialog).getAllByRole("textbox");
    await user.type(from as HTMLElement, "٢٠٢٦-١١-٠٥");
    await user.type(to as HTMLElement, "2026-11-31");
    expect(dialog).toHaveTextContent("This is no day.");
    expect(within(dialog).getByRole("button", { name: "Show" })).toBeDisabled();
    await user.clear(to as HTMLElement);
    await user.type(to as HTMLElement, "2026-11-01");
    expect(dialog).toHaveTextContent("The last day is before the first.");
    await user.clear(to as HTMLElement);
    await user.click(within(dialog).getByRole("button", { name: "Show" }));
    await waitFor(() => expect(window.location.hash).toContain("days=2026-11-05.."));
  });
});
