import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, rowOf, seriousFaults } from "./page";

const box = () => screen.findByRole("combobox", { name: "Search orders" });
const listed = (calls: readonly { command: string; args: Record<string, unknown> }[]) =>
  calls.filter(({ command }) => command === "list_orders").at(-1)?.args["query"];

describe("the search box", () => {
  test("takes filters among the words, and shows each as a chip", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.type(await box(), "type:earning total:>50 ");
    const chips = await screen.findByRole("list", { name: "Active filters" });
    expect(chips).toHaveTextContent("Type: Earning");
    expect(chips).toHaveTextContent("Total over 50.00");
    await waitFor(() =>
      expect(listed(desk.calls)).toMatchObject({
        types: ["earning"],
        totalFrom: 5_001,
        search: "",
      }),
    );
  });

  test("loses a filter with its chip", async () => {
    const { user } = await openPage({}, "#/orders?type=earning&totalFrom=5001&search=oud");
    expect(await box()).toHaveValue("type:earning total:>50 oud");
    await user.click(screen.getByRole("button", { name: "Remove the filter “Type: Earning”" }));
    expect(await box()).toHaveValue("total:>50 oud");
    screen.getByRole("button", { name: "Remove the filter “Total over 50.00”" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(async () => expect(await box()).toHaveValue("oud"));
  });

  test("writes filters in the language of the page", async () => {
    await openPage(
      { settings: { language: "ar" } },
      "#/orders?money=authorized&olderThan=172800000",
    );
    expect(await screen.findByRole("combobox")).toHaveValue("الحالة:محجوز أقدم:2ي");
  });

  test("completes by the keys alone", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.keyboard("[Slash]");
    expect(await box()).toHaveFocus();
    await user.keyboard("stat");
    const list = await screen.findByRole("listbox", { name: "Filters to choose from" });
    expect(within(list).getAllByRole("option")).toHaveLength(1);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(await box()).toHaveValue("status:");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const second = screen.getAllByRole("option")[1];
    expect(second).toHaveAttribute("aria-selected", "true");
    expect(await box()).toHaveAttribute("aria-activedescendant", second?.id);
    await user.keyboard("{Enter}");
    expect(await box()).toHaveValue("status:authorized ");
    expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
    await waitFor(() => expect(listed(desk.calls)).toMatchObject({ financial: ["authorized"] }));
    expect(await seriousFaults()).toEqual([]);
  });

  test("closes its list before it clears, and has Ctrl+F", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.keyboard("{Control>}f{/Control}");
    expect(await box()).toHaveFocus();
    await user.keyboard("ship");
    await screen.findByRole("listbox");
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
    expect(await box()).toHaveValue("ship");
    await user.keyboard("{Escape}");
    expect(await box()).toHaveValue("");
  });

  test("does not empty the list while a filter is being typed", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.type(await box(), "status:capt");
    expect(await box()).toHaveValue("status:capt");
    expect(desk.calls.some(({ args }) => JSON.stringify(args).includes("status:"))).toBe(false);
  });
});

describe("a pasted message", () => {
  test("shows exactly the orders in it, and says which are unknown", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.click(await box());
    await user.paste("Where are 10799 and 10797?\nAnd NKH-1, and 10001 of my sister");
    expect(await screen.findByText("10799", { selector: "[role=gridcell] *" })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "3"));
    const note = await screen.findByRole("region", { name: "Pasted numbers" });
    await waitFor(() => expect(note).toHaveTextContent("2 of 3 found"));
    expect(note).toHaveTextContent("Not known here: 10001");
    await user.click(screen.getByRole("button", { name: "Copy the unknown ones" }));
    expect(await navigator.clipboard.readText()).toBe("10001");
    expect(await seriousFaults()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Back to the list" }));
    await rowOf("10800");
  });

  test("may be pasted anywhere but into another field", async () => {
    const { user } = await openPage();
    (await rowOf("10800")).focus();
    await user.paste("10799 10797");
    const note = await screen.findByRole("region", { name: "Pasted numbers" });
    await waitFor(() => expect(note).toHaveTextContent("2 of 2 found"));
  });

  test("of words only is searched for", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.click(await box());
    await user.paste("10799");
    expect(await box()).toHaveValue("10799");
  });
});
