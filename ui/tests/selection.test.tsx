import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { everyOrder } from "../src/location";
import {
  asked,
  chosen,
  everything,
  isChosen,
  isNothing,
  nothing,
  restored,
  sizeOf,
  toggled,
  unchosen,
} from "../src/selection";
import { openPage, rowOf, seriousFaults } from "./page";

const bar = () => screen.queryByRole("region", { name: "Selected orders" });
const selectedNumbers = () =>
  [...document.querySelectorAll("[data-rows] [role=row][aria-selected=true]")].map(
    (row) => row.querySelector("[role=gridcell] bdi")?.textContent,
  );
const shows = (count: string) =>
  waitFor(() => expect(bar()).toHaveTextContent(`${count} selected`));

describe("a selection", () => {
  test("holds orders in the sequence in which they were chosen, each once", () => {
    const some = chosen(chosen(nothing, ["b", "a"]), ["a", "c"]);
    expect(asked(some, everyOrder)).toEqual({ uuids: ["b", "a", "c"], matching: null, except: [] });
    expect(isNothing(unchosen(some, ["a", "b", "c"]))).toBe(true);
  });

  test("of all that match leaves single ones out and takes them back", () => {
    const most = toggled(everything, "a");
    expect([isChosen(most, "a"), isChosen(most, "never loaded")]).toEqual([false, true]);
    expect(asked(most, everyOrder)).toEqual({ uuids: [], matching: everyOrder, except: ["a"] });
    expect(asked(toggled(most, "a"), everyOrder).except).toEqual([]);
  });

  test("is as large as the list says, and does not claim to know what it does not", () => {
    expect(sizeOf(toggled(everything, "a"), { count: 10_000, atLeast: true })).toEqual({
      count: 9_999,
      atLeast: true,
    });
    expect(sizeOf(chosen(nothing, ["a"]), { count: 10_000, atLeast: true })).toEqual({
      count: 1,
      atLeast: false,
    });
  });

  test("gives back what a stretch took, and keeps what was chosen before it", () => {
    const before = chosen(nothing, ["b"]);
    const stretched = chosen(before, ["a", "b", "c"]);
    expect(asked(restored(stretched, before, ["b", "c"]), everyOrder).uuids).toEqual(["b", "a"]);
  });
});

describe("choosing by key", () => {
  test("takes and gives back the row under the cursor, and says how many", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("x");
    await shows("1");
    await user.keyboard("jx");
    await shows("2");
    expect(selectedNumbers()).toEqual(["10800", "10799"]);
    expect(screen.getAllByRole("status").some((said) => said.textContent === "2 selected")).toBe(
      true,
    );
    await user.keyboard("x");
    await shows("1");
    expect(await screen.findByRole("grid")).toHaveAttribute("aria-multiselectable", "true");
  });

  test("stretches by Shift with the arrows and with J and K, and shrinks the way it came", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}[KeyJ]{/Shift}");
    await shows("4");
    await user.keyboard("{Shift>}[KeyK]{ArrowUp}{/Shift}");
    await shows("2");
    expect(selectedNumbers()).toEqual(["10800", "10799"]);
    await user.keyboard("jj{Shift>}{ArrowDown}{/Shift}");
    await waitFor(() => expect(selectedNumbers()).toEqual(["10800", "10799", "10797", "10796"]));
  });

  test("takes all that match, also those that no page has loaded", async () => {
    const { user, desk } = await openPage({ count: 1_234 }, "#/orders?type=replacing");
    await screen.findAllByText(/found/);
    const all = desk.orders.filter(({ row }) => row.orderType === "replacing").length;
    await user.keyboard("{Control>}[KeyA]{/Control}");
    await shows(all.toLocaleString("en"));
    const boxes = screen.getByRole("checkbox", { name: "Select all that match" });
    expect(boxes).toBeChecked();
    const [first] = document.querySelectorAll<HTMLElement>("[data-rows] [role=row]");
    first?.focus();
    await user.keyboard("x");
    await shows((all - 1).toLocaleString("en"));
    expect(boxes).toBePartiallyChecked();
  });

  test("is given up by Escape before the open order is closed", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("x{Enter}");
    await screen.findByRole("region", { name: "Order" });
    await shows("1");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(bar()).toBeNull());
    expect(screen.getByRole("region", { name: "Order" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() =>
      expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument(),
    );
  });

  test("works with Space and the arrows where single keys are off", async () => {
    const { user } = await openPage({ settings: { singleKeyShortcuts: false } });
    (await rowOf("10800")).focus();
    await user.keyboard("x");
    expect(bar()).toBeNull();
    await user.keyboard("[Space]{Shift>}{ArrowDown}{/Shift}");
    await shows("2");
  });

  test("does nothing while the key is held", async () => {
    await openPage();
    const row = await rowOf("10800");
    row.focus();
    fireEvent.keyDown(row, { code: "KeyX", repeat: true });
    expect(bar()).toBeNull();
  });
});

describe("choosing by the mouse", () => {
  test("ticks a box without opening the order, and Shift takes all between", async () => {
    const { user } = await openPage();
    await user.click(within(await rowOf("10798")).getByRole("checkbox", { name: "Select 10798" }));
    await shows("1");
    // One hand on the key, the other on the mouse.
    const hands = userEvent.setup();
    await hands.keyboard("{Shift>}");
    await hands.click(await rowOf("10795"));
    await hands.keyboard("{/Shift}");
    await shows("4");
    expect(selectedNumbers()).toEqual(["10798", "10797", "10796", "10795"]);
    expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument();
  });

  test("reaches over rows that were never looked at", async () => {
    const { user, desk } = await openPage({ count: 2_000 });
    await user.click(await rowOf("12400"));
    await user.keyboard("{Escape}{Shift>}{End}{/Shift}");
    await screen.findByText("10401");
    await user.keyboard("{Shift>}{End}{/Shift}");
    await shows("2,000");
    await user.keyboard("e");
    await screen.findByRole("dialog", { name: "Export orders" });
    await user.click(screen.getByRole("button", { name: "Save as…" }));
    await waitFor(() =>
      expect(
        desk.calls.find(({ command }) => command === "export_orders")?.args["request"],
      ).toMatchObject({ selection: { uuids: desk.orders.map(({ row }) => row.uuid) } }),
    );
  });
});

describe("what is chosen", () => {
  test("stays when the list is sorted anew, when answers come and when another screen is looked at", async () => {
    const { user, desk } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("x");
    await shows("1");
    await user.click(screen.getByRole("button", { name: "Total, SAR" }));
    await desk.changed("orders");
    await shows("1");
    await user.click(screen.getByRole("link", { name: /^Today/ }));
    await screen.findByRole("heading", { name: "Today" });
    await user.click(screen.getByRole("link", { name: /^Orders/ }));
    await shows("1");
  });

  test("is forgotten with its search", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("x");
    await shows("1");
    await user.keyboard("[Slash]10777");
    await rowOf("10777");
    await waitFor(() => expect(bar()).toBeNull());
    await user.clear(screen.getByRole("combobox"));
    await rowOf("10800");
    expect(bar()).toBeNull();
  });

  test("leaves nobody out", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.keyboard("x");
    await shows("1");
    expect(await seriousFaults()).toEqual([]);
  });
});
