import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, rowOf } from "./page";
import type { PreviewDesk } from "./preview/desk";

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command);
const activeRow = () => document.querySelector("[data-rows] [role=row][tabindex='0']");
const hold = (code: string) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { code, repeat: true });
const mayShip = (desk: PreviewDesk) =>
  desk.orders.find(
    ({ row }) =>
      row.shipping.next !== null &&
      row.presence === "known" &&
      row.pending === null &&
      row.financialStatus === "captured",
  )?.row.orderNumber ?? "";

describe("a key of one order", () => {
  test("acts on no row that nobody pointed at: the first press shows which one is meant", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    expect(document.body).toHaveFocus();
    for (const key of ["[BracketRight]", "r", "c", "{Shift>}[BracketRight]{/Shift}"]) {
      act(() => (document.activeElement as HTMLElement).blur());
      await user.keyboard(key);
      expect(activeRow()).toHaveFocus();
    }
    expect(asked(desk, "ship")).toEqual([]);
    expect(asked(desk, "refresh_order")).toEqual([]);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await user.keyboard("r");
    await waitFor(() => expect(asked(desk, "refresh_order")).toHaveLength(1));
  });

  test("sends nothing while it is held", async () => {
    const { user, desk } = await openPage();
    await user.click(await rowOf(mayShip(desk)));
    await screen.findByRole("region", { name: "Order" });
    hold("BracketRight");
    hold("KeyR");
    expect(asked(desk, "ship")).toEqual([]);
    expect(asked(desk, "refresh_order")).toEqual([]);
    await user.keyboard("[BracketRight]");
    await waitFor(() => expect(asked(desk, "ship")).toHaveLength(1));
  });

  test.each([
    [
      "cancelled",
      "replacing",
      "The order was cancelled or refunded. Choose its status with Shift ].",
    ],
    [
      "fully_refunded",
      "replacing",
      "The order was cancelled or refunded. Choose its status with Shift ].",
    ],
    ["new", "replacing", "It is unpaid, cancelled or refunded. Do not send the parcel."],
    ["captured", "earning", "It only earns points: there is no parcel to it."],
  ])(
    "sends no parcel of an order that is %s and %s, and says why",
    async (financialStatus, orderType, why) => {
      const { user, desk } = await openPage();
      const number = mayShip(desk);
      const fixture = desk.orders.find(({ row }) => row.orderNumber === number);
      Object.assign(fixture?.row ?? {}, { financialStatus, orderType });
      await desk.changed("orders");
      await user.click(await rowOf(number));
      const order = await screen.findByRole("region", { name: "Order" });
      await within(order).findByText(why);
      await user.keyboard("[BracketRight]");
      await screen.findAllByText(why);
      expect(asked(desk, "ship")).toEqual([]);
      // Whoever means it chooses the status.
      await user.keyboard("{Shift>}[BracketRight]{/Shift}");
      await screen.findByRole("dialog", { name: "Change shipping status" });
    },
  );

  test("acts on nothing under a dialog, wherever the focus fell", async () => {
    const { user, desk } = await openPage();
    await user.click(await rowOf(mayShip(desk)));
    await screen.findByRole("region", { name: "Order" });
    await user.keyboard("{Shift>}[BracketRight]{/Shift}");
    await screen.findByRole("dialog", { name: "Change shipping status" });
    act(() => (document.activeElement as HTMLElement).blur());
    fireEvent.keyDown(document.body, { code: "BracketRight" });
    fireEvent.keyDown(document.body, { code: "KeyR" });
    expect(asked(desk, "ship")).toEqual([]);
    expect(asked(desk, "refresh_order")).toEqual([]);
  });
});

describe("walking", () => {
  test("by J begins at the row that is drawn as active, and goes on while J is held", async () => {
    const { user } = await openPage();
    const first = await rowOf("10800");
    expect(activeRow()).toBe(first);
    expect(first.className).toContain("before:bg-accent");
    await user.keyboard("j");
    await waitFor(async () => expect(await rowOf("10799")).toHaveFocus());
    hold("KeyJ");
    await waitFor(async () => expect(await rowOf("10798")).toHaveFocus());
  });

  test("works on after a box was ticked by the mouse", async () => {
    const { user } = await openPage({}, "#/review");
    const [box, next] = await screen.findAllByRole("checkbox", { name: /^Choose \d+/ });
    await user.click(box as HTMLElement);
    expect(document.activeElement).toHaveAttribute("type", "checkbox");
    await user.keyboard("j");
    await waitFor(() => expect(next?.closest("[role=row]")).toHaveFocus());
  });
});

describe("the focus", () => {
  test("comes back to the row when the order is closed by its button", async () => {
    const { user } = await openPage();
    const row = await rowOf("10798");
    await user.click(row);
    await screen.findByRole("heading", { name: "Order 10798" });
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
    expect(row).toHaveFocus();
  });

  test("stays on a heading that sorts by the keyboard", async () => {
    const { user } = await openPage({ count: 60 });
    const row = await rowOf("10455");
    await user.click(row);
    const heading = screen.getByRole("button", { name: "Total, SAR" });
    act(() => heading.focus());
    // The open order is active wherever the sort puts it.
    await user.keyboard("[Space]");
    await waitFor(() => expect(activeRow()).not.toBe(row));
    expect(heading).toHaveFocus();
  });

  test("on a link or heading keeps Enter for it", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    const heading = screen.getByRole("button", { name: "Total, SAR" });
    act(() => heading.focus());
    await user.keyboard("{Enter}");
    expect(screen.getByRole("columnheader", { name: "Total, SAR" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    act(() => screen.getByRole("link", { name: /^Settings/ }).focus());
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Stores" })).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
  });
});

test("a count is spoken as the answer to a search, not while orders come in", async () => {
  const { user } = await openPage();
  expect(await screen.findByText("400 orders")).toHaveAttribute("aria-live", "off");
  await user.keyboard("[Slash]10777");
  expect(await screen.findByText("1 found")).toHaveAttribute("aria-live", "polite");
});
