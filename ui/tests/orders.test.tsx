import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, rowOf, seriousFaults } from "./page";

const grid = () => screen.findByRole("grid");
const focusedNumber = () =>
  document.activeElement?.querySelector("[role=gridcell] bdi")?.textContent;

describe("the list", () => {
  test("shows the newest orders, and only as many rows as fit", async () => {
    const { desk } = await openPage();
    await rowOf("10800");
    expect(await grid()).toHaveAttribute("aria-rowcount", "401");
    expect(within(await grid()).getAllByRole("row").length).toBeLessThan(60);
    const first = desk.calls.find(({ command }) => command === "list_orders");
    expect(first?.args["page"]).toEqual({ after: null, offset: 0, limit: 100, pinned: null });
  });

  test("finds what is typed, and says so", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.keyboard("[Slash]");
    expect(screen.getByRole("combobox")).toHaveFocus();
    await user.keyboard("10777");
    await rowOf("10777");
    await waitFor(() => expect(screen.queryByText("10800")).not.toBeInTheDocument());
    expect(screen.getByText("1 found")).toBeInTheDocument();
    await waitFor(() => expect(window.location.hash).toContain("search=10777"));
    const asked = desk.calls.filter(({ command }) => command === "list_orders").at(-1);
    expect(asked?.args["query"]).toMatchObject({ search: "10777" });
  });

  test("says why nothing matches and shows everything again", async () => {
    const { user } = await openPage({}, "#/orders?search=0559876543");
    expect(await screen.findByText("No order matches")).toBeInTheDocument();
    expect(screen.getByText(/does not give customers’ phone numbers/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show all orders" }));
    await rowOf("10800");
  });

  test("filters by several statuses at once, with their counts", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    const [filter] = screen.getAllByRole("button", { name: "Money" });
    await user.click(filter as HTMLElement);
    const menu = await screen.findByRole("menu", { name: "Money" });
    await user.click(within(menu).getByRole("menuitemcheckbox", { name: /^Unpaid/ }));
    await user.click(within(menu).getByRole("menuitemcheckbox", { name: /^Reserved/ }));
    await waitFor(() => expect(window.location.hash).toContain("money=new&money=authorized"));
    const wanted = desk.orders.filter(({ row }) =>
      ["new", "authorized"].includes(row.financialStatus ?? ""),
    );
    await user.keyboard("{Escape}");
    expect(await screen.findByText(`${wanted.length} found`)).toBeInTheDocument();
  });

  test("counts beside the filters what the search found, whatever the group's own filter", async () => {
    const { user, desk } = await openPage({}, "#/orders?search=oud&money=captured");
    const [filter] = screen.getAllByRole("button", { name: /^Money/ });
    await waitFor(() => expect(filter).toBeEnabled());
    expect(desk.calls.map(({ command }) => command)).not.toContain("count_statuses_of");
    await user.click(filter as HTMLElement);
    const menu = await screen.findByRole("menu", { name: /^Money/ });
    const matching = (status: string) =>
      desk.orders.filter(
        ({ row, items }) =>
          row.financialStatus === status && items.some(({ name }) => /oud/i.test(name)),
      ).length;
    const line = (name: RegExp) => within(menu).getByRole("menuitemcheckbox", { name });
    await waitFor(() => expect(line(/^Unpaid/)).toHaveTextContent(`Unpaid${matching("new")}`));
    expect(line(/^Order cancelled/)).toHaveTextContent(`${matching("cancelled")}`);
  });

  test("says of a count that went no further that there may be more, and of none found nothing", async () => {
    const tallies = {
      financial: [{ status: "new", count: 10_000 }],
      shipping: [],
      atLeast: true,
    };
    const { user } = await openPage(
      { answers: { count_statuses_of: () => tallies } },
      "#/orders?search=oud",
    );
    const [filter] = screen.getAllByRole("button", { name: "Money" });
    await waitFor(() => expect(filter).toBeEnabled());
    await user.click(filter as HTMLElement);
    const menu = await screen.findByRole("menu", { name: "Money" });
    expect(await within(menu).findByText("10,000+")).toBeInTheDocument();
    const reserved = within(menu).getByRole("menuitemcheckbox", { name: /^Reserved/ });
    expect(reserved).toHaveTextContent(/^Reserved$/);
  });

  test("sorts by a press on the heading, and the other way round by another", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    const heading = within(await grid()).getByRole("button", { name: "Total, SAR" });
    await user.click(heading);
    expect(screen.getByRole("columnheader", { name: "Total, SAR" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    await user.click(heading);
    expect(screen.getByRole("columnheader", { name: "Total, SAR" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await waitFor(() => expect(window.location.hash).toContain("sort=total&ascending=yes"));
  });

  test("goes on by the cursor of the page before, and jumps by offset", async () => {
    const { user, desk } = await openPage({ count: 2_000 });
    (await rowOf("12400")).focus();
    const pages = () =>
      desk.calls
        .filter(({ command }) => command === "list_orders")
        .map(({ args }) => args["page"] as object);
    await user.keyboard("{End}");
    await waitFor(() => expect(pages().at(-1)).toMatchObject({ after: null, offset: 1_900 }));
    await user.keyboard("{Home}");
    for (let step = 0; step < 26; step += 1) {
      await user.keyboard("{PageDown}");
    }
    await waitFor(() =>
      expect(pages()).toContainEqual({ after: "100", offset: 0, limit: 100, pinned: null }),
    );
  });

  test("draws what Points has not confirmed as pending, and unread and gone orders as such", async () => {
    const { desk } = await openPage();
    const numberAt = (place: number) => desk.orders[place]?.row.orderNumber ?? "";
    expect(await rowOf(numberAt(2))).toHaveTextContent("On the waynot confirmed");
    expect((await rowOf(numberAt(2))).querySelector(".pending")).not.toBeNull();
    expect(await rowOf(numberAt(4))).toHaveTextContent("unclear");
    expect(await rowOf(numberAt(6))).toHaveTextContent("Packedrefused");
    expect(await rowOf(numberAt(13))).toHaveTextContent("Gone at Points");
    expect(await screen.findByText("Not read yet")).toBeInTheDocument();
  });

  test("leaves shipping out of rows that nobody will ship, but says it to who listens", async () => {
    const { desk } = await openPage();
    const unpaid = desk.orders.find(
      ({ row }) =>
        row.financialStatus === "new" &&
        row.shipping.word === "new" &&
        row.presence === "known" &&
        row.pending === null,
    );
    const row = await rowOf(unpaid?.row.orderNumber ?? "");
    const words = within(row).getByText("Not started");
    expect(words).toHaveClass("sr-only");
    expect(words.parentElement).toHaveTextContent("–");
  });

  test("shows a status that we have no word for as it came", async () => {
    await openPage({}, "#/orders?money=on_hold_review");
    expect(
      (await screen.findAllByText("on_hold_review", { selector: "[role=gridcell] *" })).length,
    ).toBeGreaterThan(0);
  });

  test("teaches how to begin when there is no order", async () => {
    const { user } = await openPage({ count: 0 });
    expect(
      await screen.findByText("Points cannot list orders. Bring your shop’s file."),
    ).toBeInTheDocument();
    const [button] = screen.getAllByRole("button", { name: "Add orders" }).slice(-1);
    await user.click(button as HTMLElement);
    expect(await screen.findByRole("dialog", { name: "Add orders" })).toBeInTheDocument();
  });
});

describe("the keys of the list", () => {
  test("rove through the rows, by the place of the key on an Arabic layout too", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(focusedNumber()).toBe("10799"));
    // The J key of an Arabic layout writes ت.
    fireEvent.keyDown(document.activeElement as Element, { code: "KeyJ", key: "ت" });
    await waitFor(() => expect(focusedNumber()).toBe("10798"));
    await user.keyboard("[KeyK]{Home}");
    await waitFor(() => expect(focusedNumber()).toBe("10800"));
    expect(document.querySelectorAll("[role=row][tabindex='0']")).toHaveLength(1);
  });

  test("open an order, walk on with it open, and close it", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Order 10800" })).toBeInTheDocument();
    await user.keyboard("j");
    expect(await screen.findByRole("heading", { name: "Order 10799" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() =>
      expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument(),
    );
    await waitFor(() => expect(focusedNumber()).toBe("10799"));
  });

  test("advance the shipping: pending first, then what Points confirmed", async () => {
    const { user, desk } = await openPage({ settings: { undoSeconds: 0 } });
    const fixture = desk.orders.find(
      ({ row }) => row.shipping.word === "new" && row.presence === "known" && row.pending === null,
    );
    const row = await rowOf(fixture?.row.orderNumber ?? "");
    await user.click(row);
    await user.keyboard("[BracketRight]");
    await waitFor(() =>
      expect(desk.calls.find(({ command }) => command === "ship")?.args["request"]).toEqual({
        uuids: [fixture?.row.uuid],
        target: "ready_shipping",
        nameAr: null,
        nameEn: null,
        // What changes before it is on disk stops it.
        seen: {
          [fixture?.row.uuid ?? ""]: {
            financial: fixture?.row.financialStatus,
            shipping: "new",
            totalHalalas: fixture?.row.totalHalalas,
          },
        },
      }),
    );
    await waitFor(() => expect(row.querySelector(".pending")).toHaveTextContent("Packed"));
    await waitFor(() => expect(row.querySelector(".pending")).toBeNull(), { timeout: 3_000 });
    expect(row).toHaveTextContent("Packed");
  });

  test("read the order anew and copy its number", async () => {
    const { user, desk } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("r");
    expect(await screen.findByText("Read from Points: nothing changed")).toBeInTheDocument();
    expect(desk.calls.some(({ command }) => command === "refresh_order")).toBe(true);
    await user.keyboard("c");
    expect(await screen.findByText(/^Copied:/)).toHaveTextContent("Copied: 10800");
    expect(await navigator.clipboard.readText()).toBe("10800");
  });

  test("do nothing once they are switched off, but arrows and Enter do", async () => {
    const { user, desk } = await openPage({ settings: { singleKeyShortcuts: false } });
    (await rowOf("10800")).focus();
    await user.keyboard("[KeyJ][KeyR][Slash][BracketRight]");
    expect(focusedNumber()).toBe("10800");
    expect(desk.calls.some(({ command }) => ["ship", "refresh_order"].includes(command))).toBe(
      false,
    );
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(focusedNumber()).toBe("10799"));
  });

  test("are listed", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.keyboard("{Shift>}[Slash]{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(dialog).toHaveTextContent("Next shipping status");
  });
});

describe("the frame", () => {
  test("switches the whole page to Arabic at once, right to left", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.click(screen.getByRole("button", { name: "العربية" }));
    expect(await screen.findByRole("heading", { name: "الطلبات" })).toBeInTheDocument();
    expect(document.documentElement).toHaveAttribute("dir", "rtl");
    expect(document.documentElement).toHaveAttribute("lang", "ar");
    expect(desk.view.settings.language).toBe("ar");
  });

  test("says what stands in the way and what to do", async () => {
    await openPage({ sync: { phase: "key_refused" } });
    expect(await screen.findByText(/Points refused the private key/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Open key settings" })).toBeInTheDocument();
  });

  test("shows how far a sync is and pauses it", async () => {
    const { user, desk } = await openPage({ sync: { phase: "running", done: 120, total: 3_000 } });
    const bar = await screen.findByRole("progressbar", { name: "Reading from Points" });
    expect(bar).toHaveAttribute("aria-valuenow", "120");
    await user.click(screen.getByRole("button", { name: "Pause reading" }));
    expect(await screen.findByRole("button", { name: "Resume reading" })).toBeInTheDocument();
    expect(desk.calls.some(({ command }) => command === "pause_sync")).toBe(true);
  });

  test("tells why the desk cannot be opened", async () => {
    await openPage({
      answers: {
        desk_view: () => {
          throw { code: "disk_full", details: {} };
        },
      },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("The disk is full.");
  });
});

describe.each(["en", "ar"] as const)("axe in %s", (language) => {
  test("finds nothing serious in the list", async () => {
    await openPage({ settings: { language } });
    await rowOf("10800");
    expect(await seriousFaults()).toEqual([]);
  });
  test("finds nothing serious when there is nothing", async () => {
    await openPage({ settings: { language }, count: 0 });
    expect(await seriousFaults()).toEqual([]);
  });
});
