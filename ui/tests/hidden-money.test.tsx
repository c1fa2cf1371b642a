import { act, configure, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { go } from "../src/location";
import { openPage, scan, seriousFaults } from "./page";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

/** An amount as the page writes it, as a request has it, or the name of its currency. */
const amounts = /\d\.\d\d|"amount"|riyal|SAR/i;

const atTable = () => openPage({ course: { log: "busy" } }, "#/packing?stage=undecided");
const lookAt = async (action: number) => {
  act(() => go({ action }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByRole("region", { name: "What came of it" });
  return dialog;
};

describe("the decision over a packing table whose money is hidden", () => {
  // A refund in part, one of all of it, a shipping status, a purchase without an order.
  test.each([9_507, 9_516, 9_518, 9_519])("tells no amount of %s", async (id) => {
    await atTable();
    await screen.findByRole("button", { name: "Show money" });
    const dialog = await lookAt(id);
    expect(dialog).toHaveTextContent(
      "Amounts are hidden at the packing table. “Show money” above its list brings them back.",
    );
    expect(dialog.textContent).not.toMatch(amounts);
    expect(dialog.querySelector("[title*='.00']")).toBeNull();
  });

  test("still says what was asked, which order is meant, and how it is looked up", async () => {
    const { desk } = await atTable();
    const dialog = await lookAt(9_507);
    expect(dialog).toHaveTextContent(`Refund of ${desk.orders[7]?.row.orderNumber ?? "?"}`);
    expect(dialog).toHaveTextContent("whose reason ends with [ref 7F3K2]");
    const order = within(dialog).getByRole("region", { name: "The order" });
    expect(within(order).getByRole("row", { name: /^Money Paid Paid$/ })).toBeInTheDocument();
    expect(within(order).queryByRole("row", { name: /Total/ })).not.toBeInTheDocument();
    expect(within(dialog).getByRole("region", { name: "Heard since" })).toHaveTextContent(
      "Amounts changed, which are hidden.",
    );
    expect(await seriousFaults()).toEqual([]);
  });

  test("sends no money again that nobody could read, and still lets the rest be decided", async () => {
    const { user, desk } = await atTable();
    const dialog = await lookAt(9_507);
    const again = within(dialog).getByRole("button", { name: /^It did not: ask again/ });
    expect(again).toHaveTextContent("It would move an amount that is hidden. Show it first.");
    await user.click(again);
    expect(within(dialog).queryByRole("button", { name: "Send it again" })).not.toBeInTheDocument();
    expect(desk.calls.filter(({ command }) => command === "decide_action")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: /^It happened/ }));
    await waitFor(() =>
      expect(desk.calls.find(({ command }) => command === "decide_action")?.args).toEqual({
        id: 9_507,
        decision: "happened",
      }),
    );
  });

  test("tells them once the money is shown, and hides them again once the table was left", async () => {
    const { user } = await atTable();
    await user.click(await screen.findByRole("button", { name: "Show money" }));
    await user.click(
      within(await screen.findByRole("dialog")).getByRole("button", { name: "Show money" }),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    const dialog = await lookAt(9_507);
    expect(dialog).toHaveTextContent("Refund 120.00 SAR of");
    expect(dialog).not.toHaveTextContent("Amounts are hidden");
    act(() => go({ action: null, screen: "log" }));
    await screen.findByRole("grid", { name: "What went out" });
    act(() => go({ screen: "packing" }));
    await screen.findByRole("button", { name: "Show money" });
    expect((await lookAt(9_507)).textContent).not.toMatch(amounts);
  });

  test("hides nothing on the screens that show money", async () => {
    await openPage({ course: { log: "busy" } }, "#/log");
    expect(await lookAt(9_507)).toHaveTextContent("Refund 120.00 SAR of");
  });
});

describe("at a packing table whose money is hidden", () => {
  const atPackingTable = async () => {
    const page = await openPage({ packing: {} }, "#/packing");
    await screen.findByRole("grid", { name: "To pack" });
    return page;
  };
  const showMoney = async (user: Awaited<ReturnType<typeof openPage>>["user"]) => {
    await user.click(await screen.findByRole("button", { name: "Show money" }));
    await user.click(
      within(await screen.findByRole("dialog")).getByRole("button", { name: "Show money" }),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  };

  test("the palette finds orders without their amounts, and with them once they are shown", async () => {
    const { user } = await atPackingTable();
    const find = async () => {
      await user.keyboard("{Control>}k{/Control}");
      const field = await screen.findByRole("combobox", { name: "Commands and orders" });
      await user.type(field, "1079");
      return screen.findByRole("group", { name: "Orders" });
    };
    const found = await find();
    expect(found).toHaveTextContent("10798");
    expect(found.textContent).not.toMatch(amounts);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await showMoney(user);
    expect((await find()).textContent).toMatch(amounts);
  });

  test("a scan opens the parcel beside the list, without a word of money, and ] means it", async () => {
    const { user, desk } = await atPackingTable();
    const scanned = desk.orders.findLast(
      ({ row }) =>
        row.shipping.word === "ready_shipping" &&
        row.financialStatus === "captured" &&
        row.orderType === "replacing" &&
        row.pending === null,
    )?.row;
    await user.keyboard("jj");
    await scan(scanned?.referenceNumber ?? "");
    const parcel = await screen.findByRole("heading", { name: `Order ${scanned?.orderNumber}` });
    expect(window.location.hash).toContain("#/packing");
    expect(screen.getByRole("main").textContent).not.toMatch(amounts);
    await user.keyboard("[BracketRight]");
    await waitFor(() =>
      expect(desk.calls.find(({ command }) => command === "ship")?.args["request"]).toMatchObject({
        uuids: [scanned?.uuid],
      }),
    );
    expect(parcel).toBeInTheDocument();
  });

  test("a scan of several opens none and leads to their list only when asked to", async () => {
    const { user, desk } = await atPackingTable();
    for (const fixture of desk.orders.slice(3, 5)) {
      fixture.row = { ...fixture.row, referenceNumber: "PARCEL-9" };
    }
    await scan("PARCEL-9");
    const note = (await screen.findByText(/^2 orders have/)).closest("[role=status]");
    expect(note).toHaveTextContent("2 orders have PARCEL-9");
    expect(screen.getByRole("grid", { name: "To pack" })).toBeInTheDocument();
    expect(await seriousFaults()).toEqual([]);
    await user.click(within(note as HTMLElement).getByRole("button", { name: "Show the list" }));
    await waitFor(() => expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "3"));
  });

  test("a scan leads to the whole order where the money is shown", async () => {
    const { user, desk } = await atPackingTable();
    await showMoney(user);
    await scan(desk.orders[3]?.row.referenceNumber ?? "");
    await waitFor(() => expect(window.location.hash).toContain("#/orders"));
  });
});
