import { act, configure, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { go } from "../src/location";
import { openPage, seriousFaults } from "./page";

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
