import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";

import type { BulkShippingRequest, ExportRequest, PrintRequest } from "../src/bridge/types";
import { go } from "../src/location";
import { openPage, rowOf, scan, seriousFaults } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command).map(({ args }) => args["request"]);
/** What waits to be packed, the oldest first. */
const toPack = (desk: PreviewDesk) =>
  desk.orders
    .map(({ row }) => row)
    .filter(
      (row) =>
        ["approved", "captured", "partially_refunded"].includes(row.financialStatus ?? "") &&
        row.orderType === "replacing" &&
        row.shipping.word === "new",
    )
    .reverse();

/** Opens the packing table with the focus on its first row. */
async function openPacking(options: DeskOptions = {}) {
  const page = await openPage({ packing: { hold: 600_000 }, ...options }, "#/packing");
  const waiting = toPack(page.desk);
  const numbers = waiting.map(({ orderNumber }) => orderNumber ?? "");
  const first = await rowOf(numbers[0] ?? "");
  first.focus();
  await page.user.keyboard("jk");
  await waitFor(() => expect(first).toHaveFocus());
  return { ...page, numbers, uuids: waiting.map(({ uuid }) => uuid), first };
}

const bar = () => screen.queryByRole("region", { name: "Selected orders" });
const shows = (count: number) =>
  waitFor(() => expect(bar()).toHaveTextContent(`${count.toLocaleString("en")} selected`));
const chosenNumbers = () =>
  [...document.querySelectorAll("[data-rows] [role=row][aria-selected=true]")].map(
    (row) => row.querySelector("[role=gridcell] bdi")?.textContent,
  );

async function showMoney(user: Awaited<ReturnType<typeof openPacking>>["user"]) {
  await user.click(screen.getByRole("button", { name: "Show money" }));
  await user.click(
    within(await screen.findByRole("dialog")).getByRole("button", { name: "Show money" }),
  );
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
}

describe("choosing at the packing table", () => {
  test("takes and gives back the row under the cursor by X, and says how many", async () => {
    const { user, numbers } = await openPacking();
    await user.keyboard("x");
    await shows(1);
    await user.keyboard("jx");
    await shows(2);
    expect(chosenNumbers()).toEqual(numbers.slice(0, 2));
    expect(screen.getAllByRole("status").some((said) => said.textContent === "2 selected")).toBe(
      true,
    );
    expect(screen.getByRole("grid")).toHaveAttribute("aria-multiselectable", "true");
    await user.keyboard("x");
    await shows(1);
    expect(await seriousFaults()).toEqual([]);
  });

  test("stretches by Shift with the arrows and with J and K, and shrinks the way it came", async () => {
    const { user, numbers } = await openPacking();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}[KeyJ]{/Shift}");
    await shows(4);
    await user.keyboard("{Shift>}[KeyK]{ArrowUp}{/Shift}");
    await shows(2);
    await user.keyboard("jj{Shift>}{ArrowDown}{/Shift}");
    const places = [0, 1, 3, 4];
    await waitFor(() => expect(chosenNumbers()).toEqual(places.map((place) => numbers[place])));
  });

  test("takes all of the stage, leaves one out, and is given up by Escape", async () => {
    const { user, desk, numbers, uuids } = await openPacking();
    await user.keyboard("{Control>}[KeyA]{/Control}");
    await shows(numbers.length);
    await user.keyboard("x");
    await shows(numbers.length - 1);
    await user.keyboard("[BracketRight]");
    await screen.findByRole("dialog", { name: "Ship the selected orders" });
    const [request] = asked(desk, "plan_shipping") as BulkShippingRequest[];
    expect(request?.selection).toMatchObject({
      matching: { financial: expect.arrayContaining(["captured"]), shipping: expect.anything() },
      except: [uuids[0]],
    });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await shows(numbers.length - 1);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(bar()).toBeNull());
  });

  test("is given up before the parcel beside is closed", async () => {
    const { user } = await openPacking();
    await user.keyboard("x{Enter}");
    await screen.findByRole("region", { name: "Order" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(bar()).toBeNull());
    expect(screen.getByRole("region", { name: "Order" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() =>
      expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument(),
    );
  });

  test("works with Space and the arrows where single keys are off", async () => {
    const page = await openPage(
      { packing: {}, settings: { singleKeyShortcuts: false } },
      "#/packing",
    );
    const numbers = toPack(page.desk).map(({ orderNumber }) => orderNumber ?? "");
    (await rowOf(numbers[0] ?? "")).focus();
    await page.user.keyboard("x");
    expect(bar()).toBeNull();
    await page.user.keyboard("[Space]{Shift>}{ArrowDown}{/Shift}");
    await shows(2);
  });

  test("ticks a box by the mouse without opening the order, and Shift takes all between", async () => {
    const { user, numbers } = await openPacking();
    const row = await rowOf(numbers[1] ?? "");
    await user.click(within(row).getByRole("checkbox", { name: `Select ${numbers[1]}` }));
    await shows(1);
    // One hand on the key, the other on the mouse.
    const hands = userEvent.setup();
    await hands.keyboard("{Shift>}");
    await hands.click(await rowOf(numbers[3] ?? ""));
    await hands.keyboard("{/Shift}");
    await waitFor(() => expect(chosenNumbers()).toEqual(numbers.slice(1, 4)));
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
  });

  test("takes no order that slid under the cursor unseen", async () => {
    const { user, desk, numbers, uuids } = await openPacking();
    const fixture = desk.orders.find(({ row }) => row.uuid === uuids[0]);
    if (fixture === undefined) {
      throw new Error("nothing waits");
    }
    const { shipping } = fixture.row;
    fixture.row = { ...fixture.row, shipping: { ...shipping, word: "ready_shipping" } };
    await act(() => desk.changed("orders"));
    await waitFor(() =>
      expect(screen.queryByText(numbers[0] ?? "", { selector: "bdi" })).not.toBeInTheDocument(),
    );
    await user.keyboard("x");
    expect(bar()).toBeNull();
    await user.keyboard("x");
    await waitFor(() => expect(chosenNumbers()).toEqual([numbers[1]]));
  });

  test("is forgotten with its stage, and leaves what is chosen in the order list alone", async () => {
    const { user } = await openPage({ packing: {} });
    (await rowOf("10800")).focus();
    await user.keyboard("xjx");
    await shows(2);
    act(() => go({ screen: "packing", stage: "packed" }));
    await screen.findByRole("grid", { name: "Packed" });
    expect(bar()).toBeNull();
    await user.keyboard("x");
    await user.keyboard("x");
    await shows(1);
    await user.keyboard("1");
    await screen.findByRole("grid", { name: "To pack" });
    expect(bar()).toBeNull();
    act(() => go({ screen: "orders" }));
    await rowOf("10800");
    await shows(2);
    expect(chosenNumbers()).toEqual(["10800", "10799"]);
  });
});

describe("what is chosen at the packing table", () => {
  test("is shipped together after a look at what would happen, and not a step further by the same key", async () => {
    const { user, desk, uuids } = await openPacking();
    await user.keyboard("x{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    await shows(3);
    await user.keyboard("[BracketRight]");
    const dialog = await screen.findByRole("dialog", { name: "Ship the selected orders" });
    const ship = await within(dialog).findByRole("button", { name: "Ship 3" });
    expect(dialog.textContent).not.toMatch(/\d\.\d\d|riyal|SAR/i);
    expect(asked(desk, "ship")).toEqual([]);
    expect(asked(desk, "ship_planned")).toEqual([]);
    await user.click(ship);
    await waitFor(() => expect(asked(desk, "ship_planned")).toHaveLength(1));
    const request = asked(desk, "plan_shipping").at(-1);
    expect(request).toMatchObject({
      selection: { uuids: uuids.slice(0, 3), matching: null },
      step: { step: "next" },
    });
    await waitFor(() => expect(bar()).toBeNull());
  });

  test("is given up before ] is the key of one parcel again, and Z takes that one back", async () => {
    const { user, desk, uuids } = await openPacking();
    await user.keyboard("x{Escape}");
    await waitFor(() => expect(bar()).toBeNull());
    await user.keyboard("[BracketRight]");
    await waitFor(() =>
      expect(asked(desk, "ship")).toMatchObject([{ uuids: [uuids[0]], target: "ready_shipping" }]),
    );
    await user.keyboard("x");
    await shows(1);
    await user.keyboard("z");
    expect(await screen.findByText(/nothing was sent/)).toBeInTheDocument();
    await shows(1);
  });

  test("is not touched by the characters of a scan", async () => {
    const { user, desk, numbers } = await openPacking();
    await user.keyboard("x");
    await shows(1);
    await scan("XJX-10-99]X");
    expect(chosenNumbers()).toEqual(numbers.slice(0, 1));
    expect(asked(desk, "plan_shipping")).toEqual([]);
  });

  test("is written without amounts while money is hidden, and with them once it is shown", async () => {
    const { user, desk } = await openPacking();
    await user.keyboard("x");
    await shows(1);
    await user.keyboard("e");
    const dialog = await screen.findByRole("dialog", { name: "Export orders" });
    expect(dialog).toHaveTextContent("without amounts: they are hidden at the packing table");
    expect(within(dialog).queryByRole("radio", { name: /JSON/ })).not.toBeInTheDocument();
    expect(within(dialog).queryByRole("radio", { name: "All" })).not.toBeInTheDocument();
    await user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    await waitFor(() => expect(asked(desk, "export_orders")).toHaveLength(1));
    const columns = () => (asked(desk, "export_orders").at(-1) as ExportRequest).columns;
    expect(columns()).toEqual(["number", "shipping", "financial", "created"]);
    await user.click(await within(dialog).findByRole("button", { name: "Done" }));
    await showMoney(user);
    await user.click(within(bar() as HTMLElement).getByRole("button", { name: /^Export/ }));
    const again = await screen.findByRole("dialog", { name: "Export orders" });
    expect(within(again).getByRole("radio", { name: /JSON/ })).toBeInTheDocument();
    await user.click(within(again).getByRole("button", { name: "Save as…" }));
    await waitFor(() => expect(columns()).toContain("total"));
  });

  test("is printed without prices while money is hidden, whatever was printed last", async () => {
    const { user, desk, uuids } = await openPacking({
      settings: { printing: { kind: "summary", paper: "a4", language: null } },
    });
    await user.keyboard("x{Shift>}{ArrowDown}{/Shift}");
    await shows(2);
    await user.keyboard("p");
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).queryByText("Order summary")).not.toBeInTheDocument();
    expect(dialog).toHaveTextContent("Amounts are hidden at the packing table");
    await user.click(within(dialog).getByRole("button", { name: /PDF|Open/ }));
    await waitFor(() =>
      expect(asked(desk, "print_orders") as PrintRequest[]).toMatchObject([
        { uuids: uuids.slice(0, 2), kind: "slip" },
      ]),
    );
  });

  test("is read and noted together too", async () => {
    const { user, desk, uuids } = await openPacking();
    await user.keyboard("x{Shift>}{ArrowDown}{/Shift}");
    await shows(2);
    await user.keyboard("n");
    const dialog = await screen.findByRole("dialog", { name: "Note on the selected orders" });
    await user.type(within(dialog).getByRole("textbox"), "glass{Control>}{Enter}{/Control}");
    await user.click(within(dialog).getByRole("button", { name: /note/i }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("r");
    await waitFor(() =>
      expect(
        desk.calls.find(({ command }) => command === "refresh_selection")?.args["selection"],
      ).toMatchObject({ uuids: uuids.slice(0, 2) }),
    );
  });
});
