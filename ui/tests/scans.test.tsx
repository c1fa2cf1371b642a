import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { OrderQuery } from "../src/bridge/types";
import { go } from "../src/location";
import { type OpenedPage, openPage, rowOf, scan, seriousFaults, wait } from "./page";
import type { PreviewDesk } from "./preview/desk";

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command);
const referenceOf = (desk: PreviewDesk, number: string) =>
  desk.orders.find(({ row }) => row.orderNumber === number)?.row.referenceNumber ?? "";
const searchBox = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Search orders" });

describe("a scan", () => {
  test("opens its order from any screen, and its keys do nothing else", async () => {
    const { desk } = await openPage({}, "#/settings");
    await screen.findByRole("heading", { name: "Stores" });
    await scan(referenceOf(desk, "10797"));
    expect(await screen.findByText(/^Scanned/)).toHaveTextContent(referenceOf(desk, "10797"));
    expect(await screen.findByRole("heading", { name: "Order 10797" })).toBeInTheDocument();
    expect(window.location.hash).toContain("#/orders");
  });

  test("fires none of the keys in it, neither on the row nor on a button", async () => {
    const { desk } = await openPage();
    const row = await rowOf("10800");
    act(() => row.focus());
    await scan("]]rcpn/jk]r");
    act(() => screen.getByRole("button", { name: "العربية" }).focus());
    await scan("rcpn/jkr");
    await screen.findByText(/no order here has it/);
    expect(asked(desk, "ship")).toEqual([]);
    expect(asked(desk, "refresh_order")).toEqual([]);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(desk.view.settings.language).toBe("en");
  });

  test("of a short number on a label turns no stage and opens no row", async () => {
    const { desk } = await openPage({ packing: {} }, "#/packing?stage=packed");
    await screen.findByRole("grid", { name: "Packed" });
    await waitFor(() => expect(document.querySelector("[role=row] bdi")).not.toBeNull());
    act(() => document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus());
    await scan("14214");
    expect(await screen.findByText(/no order here has it/)).toHaveTextContent("14214");
    expect(screen.getByRole("grid", { name: "Packed" })).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
    expect(asked(desk, "ship")).toEqual([]);
  });

  test("of a short number takes no recommended step at the review", async () => {
    const { desk } = await openPage({}, "#/review");
    await screen.findAllByRole("checkbox", { name: /^Choose \d+/ });
    const before = desk.calls.length;
    await scan("10797");
    expect(await screen.findByRole("heading", { name: "Order 10797" })).toBeInTheDocument();
    const commands = new Set(desk.calls.slice(before).map(({ command }) => command));
    expect([...commands].filter((command) => /decide|case_step|refresh/.test(command))).toEqual([]);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("that is unknown says so and leaves nothing open or active", async () => {
    const { user } = await openPage();
    await user.click(await rowOf("10799"));
    await screen.findByRole("heading", { name: "Order 10799" });
    await scan("NOSUCH-77");
    const note = await screen.findByText(/no order here has it/);
    expect(note).toHaveTextContent("Scanned NOSUCH-77: no order here has it");
    expect(note.closest("[role=status]")).not.toBeNull();
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
    expect(document.body).toHaveFocus();
    expect(await seriousFaults()).toEqual([]);
  });

  test("of several orders lists them", async () => {
    const { desk } = await openPage();
    await rowOf("10800");
    for (const number of ["10797", "10795"]) {
      const fixture = desk.orders.find(({ row }) => row.orderNumber === number);
      if (fixture !== undefined) {
        fixture.row = { ...fixture.row, referenceNumber: "PARCEL-9" };
      }
    }
    act(() => document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus());
    await scan("PARCEL-9");
    expect(await screen.findByText(/^2 orders have/)).toHaveTextContent("2 orders have PARCEL-9");
    // No row is the one that was meant.
    expect(document.body).toHaveFocus();
    await waitFor(() => expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "3"));
  });

  test("in the search box takes the place of what stands there", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.type(searchBox(), "oud");
    act(() => searchBox().focus());
    await scan("NOSUCH-77");
    await waitFor(() => expect(searchBox()).toHaveValue("NOSUCH-77"));
    expect(searchBox()).toHaveFocus();
  });

  test("in another field stands as it came", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.keyboard("{Control>}k{/Control}");
    const field = await screen.findByRole("combobox", { name: "Commands and orders" });
    await scan("107981", { end: null });
    expect(field).toHaveValue("107981");
    expect(
      asked(desk, "list_orders").every(({ args }) => !JSON.stringify(args).includes('"listed":["')),
    ).toBe(true);
  });

  test("under a dialog presses nothing in it, and says why it leads nowhere", async () => {
    const { user, desk } = await openPage();
    await user.click(await rowOf("10799"));
    await screen.findByRole("heading", { name: "Order 10799" });
    await user.keyboard("{Shift>}[BracketRight]{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
    act(() => dialog.querySelector<HTMLElement>("button")?.focus());
    await scan("10797000");
    expect(dialog).toBeInTheDocument();
    expect(asked(desk, "ship")).toEqual([]);
    expect(screen.getByText(/something lies over the page/)).toHaveTextContent("10797000");
  });

  test("under a dialog lets go of the order behind it, also once the dialog is closed", async () => {
    const { user, desk } = await openPage();
    await user.click(await rowOf("10799"));
    await screen.findByRole("heading", { name: "Order 10799" });
    act(() => document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus());
    await user.keyboard("{Shift>}[BracketRight]{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
    act(() => dialog.querySelector<HTMLElement>("button")?.focus());
    await scan("10797000");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await wait(100);
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
    expect(document.body).toHaveFocus();
    await user.keyboard("[BracketRight]");
    expect(asked(desk, "ship")).toEqual([]);
    // The keyboard is led back to the rows as soon as somebody wants it there.
    expect(document.activeElement?.closest("[role=row]")).not.toBeNull();
  });

  test("that cannot be read leaves nothing for the next key", async () => {
    const page: OpenedPage = await openPage(
      {
        answers: {
          list_orders: ({ query }) => {
            if ((query as OrderQuery).listed.length > 0) {
              throw { code: "disk_full", details: {} };
            }
            const rows = page.desk.orders.slice(0, 20).map(({ row }) => row);
            return { rows, next: null, total: { count: 20, atLeast: false }, unknown: [] };
          },
        },
      },
      "#/settings",
    );
    const { user, desk } = page;
    act(() => go({ screen: "orders" }));
    await user.click(await rowOf("10799"));
    await screen.findByRole("heading", { name: "Order 10799" });
    act(() => document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus());
    await scan("10797000");
    expect(await screen.findByRole("alert")).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
    expect(document.body).toHaveFocus();
    await user.keyboard("[BracketRight]");
    expect(asked(desk, "ship")).toEqual([]);
  });

  test("works with single keys switched off", async () => {
    const { desk } = await openPage({ settings: { singleKeyShortcuts: false } });
    await rowOf("10800");
    await scan(referenceOf(desk, "10796"), { end: null });
    expect(await screen.findByRole("heading", { name: "Order 10796" })).toBeInTheDocument();
  });
});
