import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { syncView } from "../src/bridge";
import type { FiguresView, Need, TodayView } from "../src/bridge/types";
import { everyOrder } from "../src/location";
import { openPage, scan, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

const now = Date.now();
const hour = 3_600_000;

function need(change: Partial<Need>): Need {
  return {
    kind: "unshipped",
    count: 3,
    unclear: 0,
    oldestAt: now - 50 * hour,
    place: "orders",
    query: { ...everyOrder, financial: ["captured"], shipping: ["new"], ascending: true },
    problem: null,
    ...change,
  };
}

const stale = need({ kind: "stale_reserved", count: 1, place: "review", query: null });
const away = need({ kind: "away", count: 1, place: "sync", query: null });
const key = need({ kind: "key_refused", count: 1, place: "stores", query: null, oldestAt: null });

function needing(...needs: Need[]): DeskOptions {
  const today: TodayView = {
    startsAt: now - 5 * hour,
    needs,
    done: {
      paidOrders: 12,
      paidHalalas: 340_050,
      shipped: [
        { status: "ready_shipping", count: 5 },
        { status: "", count: 1 },
      ],
    },
  };
  return { answers: { today: () => today } };
}

async function openToday(options: DeskOptions = {}) {
  const page = await openPage(options, "#/today");
  await screen.findByRole("heading", { level: 1, name: /Today|اليوم/ });
  return page;
}

describe("what needs a person", () => {
  test("is the first screen, where the address names none", async () => {
    await openPage(needing(stale), "");
    expect(await screen.findByText("1 checkout is reserved for too long")).toBeVisible();
    expect(screen.getByRole("link", { name: /Today/ })).toHaveAttribute("aria-current", "page");
  });

  test("says how many, why and since when, in the order of the desk", async () => {
    await openToday(needing(stale, need({})));
    const shown = screen.getAllByRole("button", { name: /for too long|wait to be packed/ });
    expect(shown.map((line) => line.textContent)).toEqual([
      expect.stringMatching(/1 checkout is reserved for too long.*for 2 days/),
      expect.stringMatching(/3 paid orders wait to be packed for over two days.*oldest 2 days/),
    ]);
  });

  test("is one key away: the list with the right filter", async () => {
    const { user } = await openToday(needing(stale, need({})));
    await screen.findByText(/wait to be packed/);
    await user.keyboard("2");
    expect(await screen.findByRole("grid")).toBeVisible();
    await waitFor(() =>
      expect(window.location.hash).toBe("#/orders?money=captured&shipping=new&ascending=yes"),
    );
  });

  test("is a list of its own where Points lost orders, and the way back is one press", async () => {
    const { user } = await openPage({}, "#/today");
    await user.click(await screen.findByRole("button", { name: /not at Points any more/ }));
    await waitFor(() => expect(window.location.hash).toBe("#/orders?gone=yes"));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
    await user.click(screen.getByRole("button", { name: "Gone at Points", pressed: true }));
    await waitFor(() => expect(window.location.hash).toBe("#/orders"));
  });

  test("is exactly as many orders in the list as were counted", async () => {
    const { user } = await openPage({ count: 1_200 }, "#/today");
    const line = await screen.findByText(/wait to be packed for over two days/);
    const count = /(\d+) paid orders/.exec(line.textContent ?? "")?.[1];
    expect(Number(count)).toBeGreaterThan(1);
    await user.click(line);
    expect(await screen.findByText(`${count} found`)).toBeInTheDocument();
    const filters = screen.getByRole("list", { name: "Active filters" });
    expect(filters).toHaveTextContent("Older than 2 days");
  });

  test.each([
    [3, 0, /^\d?3 changes wait for you\D*Look at what is known/],
    [3, 1, /2 changes wait for you, 1 being checked.*Look at what is known/],
    [1, 1, /1 change is being checked.*looked up/],
  ])("says of %i changes that %i are still being checked", async (count, unclear, words) => {
    await openToday(needing(need({ kind: "actions", count, unclear })));
    expect(await screen.findByRole("button", { name: /chang/ })).toHaveTextContent(words);
  });

  test("is reached with the arrows and Enter, and by its key on any layout", async () => {
    const { user } = await openToday(needing(need({}), stale));
    const [first, second] = await screen.findAllByRole("button", {
      name: /for too long|wait to be packed/,
    });
    first?.focus();
    await user.keyboard("{ArrowDown}");
    expect(second).toHaveFocus();
    await user.keyboard("{ArrowDown}");
    expect(second).toHaveFocus();
    await user.keyboard("{ArrowUp}");
    expect(first).toHaveFocus();
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/review\?class=reserved_ageing/));
  });

  test("leads to the stores for the key, and tries again where Points is away", async () => {
    const { user, desk } = await openToday(needing(away, key));
    await user.click(await screen.findByRole("button", { name: /cannot be reached/ }));
    await waitFor(() => expect(desk.calls.map(({ command }) => command)).toContain("resume_sync"));
    expect(window.location.hash).toBe("#/today");
    await user.keyboard("2");
    await waitFor(() => expect(window.location.hash).toBe("#/settings"));
  });

  test("has no number keys where single keys are switched off, or while somebody types", async () => {
    const { user } = await openToday({
      ...needing(stale),
      settings: { singleKeyShortcuts: false },
    });
    await screen.findByText(/reserved for too long/);
    await user.keyboard("1");
    expect(window.location.hash).toBe("#/today");
    expect(screen.queryByText("1", { selector: "kbd" })).toBeNull();
  });

  test("does not take the digits of a scanner for its keys", async () => {
    await openToday(needing(stale, need({})));
    await screen.findByText(/reserved for too long/);
    await scan("21000000");
    expect(window.location.hash).toBe("#/today");
  });

  test("may be nothing: then it is calm, and says what was done", async () => {
    await openToday(needing());
    expect(await screen.findByRole("heading", { name: "Nothing needs you" })).toBeVisible();
    expect(screen.getByText(/12 paid orders so far/)).toHaveTextContent("3,400.50 SAR");
    expect(screen.getByText(/5 to/)).toHaveTextContent("5 to “Packed”");
    expect(screen.getByText("1 label changed")).toBeVisible();
  });

  test("is asked for anew when an action is settled", async () => {
    const { desk } = await openToday(needing(stale));
    await screen.findByText(/reserved for too long/);
    const asked = () => desk.calls.filter(({ command }) => command === "today").length;
    const before = asked();
    await desk.changed("actions");
    await waitFor(() => expect(asked()).toBe(before + 1));
  });

  test("is asked for anew when sync is stopped", async () => {
    const { desk } = await openToday(needing(stale));
    await screen.findByText(/reserved for too long/);
    const asked = () => desk.calls.filter(({ command }) => command === "today").length;
    const before = asked();
    const sync = await syncView();
    await act(() =>
      emit("desk-sync", {
        ...sync,
        phase: "key_refused",
        problem: { code: "key_refused", details: {} },
      }),
    );
    await waitFor(() => expect(asked()).toBe(before + 1));
    expect(screen.getByText(/reserved for too long/)).toBeVisible();
  });

  test("is in Arabic as a merchant would say it", async () => {
    await openToday({
      ...needing(stale, need({ count: 11 })),
      settings: { language: "ar", digits: "arabic" },
    });
    expect(await screen.findByText("مبلغ محجوز واحد تأخر تحصيله")).toBeVisible();
    expect(screen.getByText("١١ طلبًا مدفوعًا ينتظر التجهيز منذ أكثر من يومين")).toBeVisible();
  });

  test("without any order is a hint how to bring some", async () => {
    await openPage({ count: 0 }, "#/today");
    expect(
      await screen.findByRole("heading", {
        name: "Points cannot list orders. Bring your shop’s file.",
      }),
    ).toBeVisible();
  });
});

function figures(): FiguresView {
  const midnight = Math.floor((now + 3 * hour) / (24 * hour)) * 24 * hour - 3 * hour;
  return {
    days: Array.from({ length: 30 }, (_, place) => {
      const startsAt = midnight - (29 - place) * 24 * hour;
      return {
        date: new Date(startsAt + 12 * hour).toISOString().slice(0, 10),
        startsAt,
        paidOrders: place === 28 ? 4 : 0,
        paidHalalas: place === 28 ? 125_050 : 0,
        unsummedTotals: place === 28 ? 1 : 0,
        openOrders: 0,
        endedOrders: 0,
        otherOrders: 0,
        pointsGiven: place === 28 ? "12.5" : "0",
        pointsRedeemed: place === 27 ? "0.25" : "0",
        unsummedPoints: 0,
        stale: [20, 28, 29].includes(place) ? { unpaid: 2, reserved: 1, countedAt: now } : null,
      };
    }),
    settlement: [
      { status: "settled", orders: 3, halalas: 100_000, unsummedTotals: 0 },
      { status: "on_hold", orders: 1, halalas: 25_050, unsummedTotals: 0 },
      { status: null, orders: 1, halalas: 0, unsummedTotals: 1 },
    ],
  };
}

const withFigures = (): DeskOptions => ({
  answers: { ...needing(stale).answers, figures },
});

describe("the figures", () => {
  test("name each chart and its sum, and what no sum holds", async () => {
    await openToday(withFigures());
    const orders = await screen.findByRole("region", { name: /^Paid orders, by the day/ });
    expect(orders).toHaveTextContent("1,250.50");
    expect(orders).toHaveTextContent("4 paid orders");
    expect(orders).toHaveTextContent("1 order has no exact total");
    expect(screen.getByRole("region", { name: "Points" })).toHaveTextContent(
      "12.5 given0.25 redeemed",
    );
    const settlement = screen.getByRole("region", { name: "Paid orders, by settlement" });
    for (const words of ["Settled", "on_hold", "Points has not said"]) {
      expect(settlement).toHaveTextContent(words);
    }
    expect(screen.getByRole("region", { name: /^Stale/ })).toHaveTextContent(
      "× 7 days have no figure",
    );
  });

  test("are reached day by day with the keyboard, and spoken", async () => {
    const { user } = await openToday(withFigures());
    const chart = await screen.findByRole("slider", { name: /^Paid orders, by the day/ });
    chart.focus();
    expect(chart).toHaveAttribute("aria-valuetext", expect.stringContaining("no paid order"));
    await user.keyboard("{ArrowLeft}");
    expect(chart).toHaveAttribute(
      "aria-valuetext",
      expect.stringContaining("4 paid orders, 1,250.50 SAR"),
    );
    await user.keyboard("{Home}");
    expect(chart).toHaveAttribute("aria-valuenow", "0");
    await user.keyboard("{ArrowLeft}{PageDown}");
    expect(chart).toHaveAttribute("aria-valuenow", "7");
  });

  test("go on to the left in Arabic", async () => {
    const { user } = await openToday({ ...withFigures(), settings: { language: "ar" } });
    const [chart] = await screen.findAllByRole("slider");
    chart?.focus();
    await user.keyboard("{Home}{ArrowLeft}");
    expect(chart).toHaveAttribute("aria-valuenow", "1");
    await user.keyboard("{ArrowRight}");
    expect(chart).toHaveAttribute("aria-valuenow", "0");
  });

  test("say that nobody counted, rather than nought", async () => {
    const { user } = await openToday(withFigures());
    const chart = await screen.findByRole("slider", { name: /^Stale/ });
    chart.focus();
    await user.keyboard("{Home}");
    expect(chart).toHaveAttribute("aria-valuetext", expect.stringContaining("not counted"));
    expect(screen.getByText("Not counted on this day")).toBeVisible();
  });

  test("are a table behind one button, which can be copied", async () => {
    const { user } = await openToday(withFigures());
    await user.click(await screen.findByRole("button", { name: "Table: Points" }));
    const table = screen.getByRole("table");
    const rows = within(table).getAllByRole("row");
    expect(rows).toHaveLength(31);
    expect(rows[2]).toHaveTextContent("12.5");
    await user.click(screen.getByRole("button", { name: "Copy the table" }));
    expect(await screen.findByText(/The table is copied/)).toBeVisible();
    const copied = (await navigator.clipboard.readText()).split("\n");
    expect(copied[0]).toBe("Day\tGiven\tRedeemed");
    expect(copied[2]).toMatch(/^\d{4}-\d\d-\d\d\t12\.5\t0$/);
    await user.click(screen.getByRole("button", { name: "Chart: Points" }));
    expect(screen.queryByRole("table")).toBeNull();
  });

  test("are asked for over 90 days too", async () => {
    const { user, desk } = await openToday();
    await user.click(await screen.findByText("90 days"));
    await waitFor(() =>
      expect(desk.calls.filter(({ command }) => command === "figures").at(-1)?.args).toEqual({
        days: 90,
      }),
    );
  });

  test("keep nobody from using them", async () => {
    await openToday(withFigures());
    await screen.findByRole("slider", { name: "Points" });
    expect(await seriousFaults()).toEqual([]);
  });
});
