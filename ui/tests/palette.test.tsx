import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { makeView } from "../src/bridge";
import type { OrderQuery, ViewDraft } from "../src/bridge/types";
import type { Command } from "../src/commands";
import { meant, named } from "../src/features/palette/matching";
import { shortcuts } from "../src/frame";
import type { MessageId } from "../src/messages";
import { type OpenedPage, openPage, rowOf, seriousFaults } from "./page";

const box = () => screen.findByRole("combobox", { name: "Commands and orders" });
const optionNames = () => screen.queryAllByRole("option").map(({ textContent }) => textContent);
const heading = () => screen.queryAllByRole("group")[0];

async function openPalette(options: Parameters<typeof openPage>[0] = {}, hash = "#/orders") {
  const page = await openPage(options, hash);
  await page.user.keyboard("{Control>}k{/Control}");
  await box();
  return page;
}

/** Types where the focus is, as fast as the test can. */
async function typeInto(field: HTMLElement, text: string, { user }: OpenedPage) {
  await user.type(field, text);
}

const command = (id: string, words: MessageId, names?: MessageId): Command => ({
  id,
  group: "general",
  words: (translate) => translate(words),
  ...(names === undefined ? {} : { names: (translate) => translate(names) }),
  run: () => undefined,
});

describe("what is meant", () => {
  const commands = named([
    command("settings", "frame.settings"),
    command("orders", "frame.orders"),
    command("add", "keys.addOrders", "keys.addOrders.names"),
    command("theme", "settings.theme"),
  ]);
  const ids = (typed: string, recent: readonly string[] = []) =>
    meant(commands, typed, recent).map(({ id }) => id);

  test.each([
    ["sett", ["settings"]],
    // The language of the page makes no difference, nor does how its letters are written.
    ["اعدادات", ["settings"]],
    ["الإعدادات", ["settings"]],
    ["الوان", ["theme"]],
    // What begins with it comes before what has it inside, and that before other names.
    ["orders", ["orders", "add"]],
    ["csv", ["add"]],
    ["استيراد", ["add"]],
    ["order add", ["add"]],
    ["xyz", []],
  ])("by %s", (typed, expected) => {
    expect(ids(typed)).toEqual(expected);
  });

  test("is first what was used last, where nothing else decides", () => {
    expect(ids("s")[0]).toBe("settings");
    expect(ids("o", ["theme"])).toEqual(
      ["orders", "add", "settings", "theme"].filter((id) => ids("o").includes(id)),
    );
    expect(ids("ا", ["theme"])[0]).toBe("theme");
  });
});

describe("the palette", () => {
  test("opens by Ctrl+K in a field too and with single keys off, and gives the focus back", async () => {
    const { user } = await openPage({ settings: { singleKeyShortcuts: false } });
    const row = await rowOf("10800");
    row.focus();
    await user.keyboard("{Control>}k{/Control}");
    expect(await box()).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(row).toHaveFocus());
    const search = screen.getByRole("combobox", { name: "Search orders" });
    await user.type(search, "stat");
    await screen.findByRole("listbox", { name: "Filters to choose from" });
    await user.keyboard("{Control>}k{/Control}");
    expect(await box()).toHaveFocus();
    // Keys that do nothing are not promised.
    expect(screen.queryByText("N", { selector: "kbd" })).not.toBeInTheDocument();
  });

  test("lists everything by what it is about, with its key", async () => {
    await openPalette();
    const general = screen.getByRole("group", { name: "Everywhere" });
    expect(within(general).getByRole("option", { name: /^Add orders/ })).toHaveTextContent(
      /Add orders\S$/,
    );
    expect(screen.getByRole("group", { name: "Screens" })).toHaveTextContent("Go to Review");
    // No order is open: nothing is offered that would not say for which.
    expect(screen.queryByRole("group", { name: "One order" })).not.toBeInTheDocument();
    expect(await seriousFaults()).toEqual([]);
  });

  test("runs what is chosen, in either language, and has it first the next time", async () => {
    const page = await openPalette();
    await typeInto(await box(), "داكنه", page);
    expect(optionNames()).toEqual(["Colours: Dark"]);
    await page.user.keyboard("{Enter}");
    await waitFor(() => expect(page.desk.view.settings.theme).toBe("dark"));
    await page.user.keyboard("{Control>}k{/Control}");
    await typeInto(await box(), "review", page);
    await page.user.keyboard("{Enter}");
    await waitFor(() => expect(window.location.hash).toContain("#/review"));
    await page.user.keyboard("{Control>}k{/Control}");
    await box();
    // The other one is no command any more: it is dark.
    expect(heading()).toHaveAccessibleName("Used last");
    expect(optionNames()[0]).toBe("Go to Review");
    expect(optionNames().slice(1)).not.toContain("Go to Review");
  });

  test("shows the orders of a status", async () => {
    const page = await openPalette({}, "#/settings");
    await typeInto(await box(), "packed", page);
    await page.user.keyboard("{Enter}");
    await waitFor(() => expect(window.location.hash).toContain("#/orders?shipping=ready_shipping"));
  });

  test.each([
    ["refunds", "View: Refunds this month"],
    ["المسترد هذا", "View: Refunds this month"],
    ["هدايا", "View: هدايا العيد"],
    ["view eid", "View: Eid 2026"],
  ])("opens the saved view that %s means", async (typed, view) => {
    const page = await openPage();
    const draft = { icon: "star", search: "oud", sort: "total", ascending: true, columns: [] };
    await act(async () => {
      for (const name of ["هدايا العيد", "Eid 2026"]) {
        await makeView({ ...draft, name } as ViewDraft);
      }
      await page.desk.changed("desk");
    });
    await screen.findByRole("link", { name: /Eid 2026/ });
    await page.user.keyboard("{Control>}k{/Control}");
    await typeInto(await box(), typed, page);
    expect(optionNames()[0]).toBe(view);
    await page.user.keyboard("{Enter}");
    const name = view.replace("View: ", "");
    expect(await screen.findByRole("heading", { level: 1, name })).toBeInTheDocument();
    const link = screen.getByRole("link", { name: new RegExp(`^${name}`) });
    expect(link).toHaveAttribute("aria-current", "page");
  });

  test("acts on the open order", async () => {
    const page = await openPage();
    await page.user.click(await rowOf("10799"));
    await screen.findByRole("heading", { name: "Order 10799" });
    await page.user.keyboard("{Control>}k{/Control}");
    // Nothing is chosen before somebody chose: this would send the next status to Points.
    await box();
    expect(optionNames()[0]).toMatch(/^Next shipping status/);
    await page.user.keyboard("{Enter}");
    expect(page.desk.calls.some(({ command: called }) => called === "ship")).toBe(false);
    await typeInto(await box(), "any shipping", page);
    await page.user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  });

  test("finds orders, walks to one by the arrows and opens it", async () => {
    const page = await openPalette({}, "#/settings");
    await typeInto(await box(), "1079", page);
    const orders = await screen.findByRole("group", { name: "Orders" });
    const found = within(orders).getAllByRole("option");
    expect(found).toHaveLength(8);
    expect(found[1]).toHaveTextContent("10798");
    await page.user.keyboard("{ArrowDown}");
    expect(await box()).toHaveAttribute("aria-activedescendant", found[1]?.id);
    await page.user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Order 10798" })).toBeInTheDocument();
    expect(window.location.hash).toContain("#/orders");
  });

  test("waits with Enter for the orders of what was typed, and shows none of earlier words", async () => {
    let answer: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const page: OpenedPage = await openPalette({
      answers: {
        list_orders: async ({ query }) => {
          const { search } = query as OrderQuery;
          if (search === "10797") {
            await gate;
          }
          const rows = page.desk.orders
            .map(({ row }) => row)
            .filter(({ orderNumber }) => orderNumber?.includes(search) === true)
            .slice(0, 8);
          const total = { count: rows.length, atLeast: false };
          return { rows, next: null, total, unknown: [] };
        },
      },
    });
    await typeInto(await box(), "1079", page);
    await screen.findByRole("group", { name: "Orders" });
    await typeInto(await box(), "7", page);
    await page.user.keyboard("{Enter}");
    expect(screen.getByRole("dialog")).toBeInTheDocument();
    answer();
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    const chosen = page.desk.orders.find(({ row }) => row.orderNumber === "10797");
    await waitFor(() => expect(window.location.hash).toContain(`order=${chosen?.row.uuid}`));
  });

  test("says what can be typed where nothing is found", async () => {
    const page = await openPalette();
    await typeInto(await box(), "zzzz", page);
    const nothing = await screen.findByText(/Nothing is called “zzzz”/);
    expect(nothing.closest("[role=status]")).toHaveTextContent("Type a screen, a setting");
    expect(await box()).toHaveAttribute("aria-expanded", "false");
    expect(await seriousFaults()).toEqual([]);
  });

  test("is there in Arabic, and before the first store", async () => {
    const { user } = await openPage({ profiles: "none", settings: { language: "ar" } });
    await user.keyboard("{Control>}k{/Control}");
    const field = await screen.findByRole("combobox", { name: "الأوامر والطلبات" });
    await user.type(field, "english");
    expect(optionNames()).toEqual(["اللغة: English"]);
    expect(await seriousFaults()).toEqual([]);
  });
});

describe("the list of keys", () => {
  test("has every key of the table once, by what it is about", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.keyboard("{Shift>}[Slash]{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(
      within(dialog)
        .getAllByRole("heading", { level: 3 })
        .map((of) => of.textContent),
    ).toEqual(["One order", "Today", "Packing", "Review", "Everywhere", "The list"]);
    const caps = [...dialog.querySelectorAll("kbd")].map((cap) => cap.textContent);
    const { length } = Object.values(shortcuts);
    expect(caps).toHaveLength(length);
    expect(new Set(caps)).toEqual(new Set(Object.values(shortcuts).map(({ cap }) => cap)));
    expect(caps).toContain("Ctrl K");
    expect(await seriousFaults()).toEqual([]);
  });
});
