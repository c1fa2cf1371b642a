import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { OrderQuery, SavedView } from "../src/bridge/types";
import { everyOrder } from "../src/location";
import { isAsSaved, placeOfView, savedPart } from "../src/saved-views";
import { openPage, rowOf, seriousFaults } from "./page";
import type { PreviewDesk } from "./preview/desk";

const view = (name: string) => screen.findByRole("link", { name: new RegExp(`^${name}`) });
const names = async () =>
  within(await screen.findByRole("list", { name: "Saved views" }))
    .getAllByRole("link")
    .map((link) => link.querySelector("bdi")?.textContent);
const asked = (desk: PreviewDesk) =>
  desk.calls.filter(({ command }) => command === "list_orders").at(-1)?.args["query"] as OrderQuery;
const drafted = (desk: PreviewDesk, command: "make_view" | "change_view") =>
  desk.calls.filter((call) => call.command === command).at(-1)?.args["draft"];

describe("what a view keeps", () => {
  /** Wednesday 25 November 2026, 12:00 in Riyadh. */
  const now = Date.UTC(2026, 10, 25, 9);
  const changedToday: SavedView = {
    id: 5,
    builtIn: "changed_today",
    name: null,
    icon: "clock",
    search: "changed:today",
    sort: "updated",
    ascending: false,
    columns: [],
  };
  const place = { ...placeOfView(changedToday, now), stage: "pack" as const };

  test("is a name for a day, which means another day tomorrow", () => {
    expect(savedPart(place, now)).toEqual({
      search: "changed:today",
      sort: "updated",
      ascending: false,
    });
    const tomorrow = placeOfView(changedToday, now + 86_400_000).query;
    expect(tomorrow.changedFrom).toBe((place.query.changedFrom ?? 0) + 86_400_000);
  });

  test("is no more what the list shows once filters, sort or columns go on", () => {
    expect(isAsSaved(changedToday, place, now)).toBe(true);
    for (const change of [{ noted: true }, { sort: "total" }, { listed: ["10482"] }] as const) {
      const query = { ...place.query, ...change };
      expect(isAsSaved(changedToday, { ...place, query } as typeof place, now)).toBe(false);
    }
    const columns = { ...place, columns: ["number"] };
    expect(isAsSaved(changedToday, columns, now)).toBe(false);
    expect(isAsSaved(changedToday, place, now + 86_400_000)).toBe(false);
  });
});

describe("saved views", () => {
  test("stand under the orders with what they find, and open by a key", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    expect(await names()).toEqual([
      "Awaiting payment",
      "To ship",
      "On the way",
      "Refunds this month",
      "Changed today",
    ]);
    const found = desk.orders.filter(
      ({ row }) => row.financialStatus === "new" || row.financialStatus === "authorized",
    ).length;
    await waitFor(async () =>
      expect(await view("Awaiting payment")).toHaveTextContent(`Awaiting payment${found}`),
    );
    (await view("Awaiting payment")).focus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Awaiting payment" })).toBeInTheDocument();
    expect(await view("Awaiting payment")).toHaveAttribute("aria-current", "page");
    expect(screen.getByRole("link", { name: /^Orders/ })).not.toHaveAttribute("aria-current");
    expect(asked(desk)).toEqual({ ...everyOrder, financial: ["new", "authorized"] });
    expect(window.location.hash).toContain("view=1");
    expect(screen.queryByText("Modified")).not.toBeInTheDocument();
    expect(await seriousFaults()).toEqual([]);

    await user.click(screen.getByRole("link", { name: /^Orders/ }));
    expect(await screen.findByRole("heading", { name: "Orders" })).toBeInTheDocument();
    await waitFor(() => expect(window.location.hash).toBe("#/orders"));
  });

  test("say so when the list went on from them, go back, and take the change", async () => {
    const { user, desk } = await openPage({}, "#/orders?shipping=delivery_is_in_progress&view=3");
    const heading = await screen.findByRole("heading", { name: "On the way" });
    expect(heading).toBeInTheDocument();
    await user.keyboard("[Slash]{End} total:>50 ");
    const bar = await screen.findByRole("group", { name: "Modified" });
    await user.click(within(bar).getByRole("button", { name: "Back to the view" }));
    await waitFor(() => expect(bar).not.toBeInTheDocument());
    expect(screen.getByRole("combobox")).toHaveValue("shipping:delivery_is_in_progress");

    await user.click(screen.getByRole("button", { name: "Total, SAR" }));
    const again = await screen.findByRole("group", { name: "Modified" });
    await user.click(within(again).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(again).not.toBeInTheDocument());
    expect(drafted(desk, "change_view")).toEqual({
      name: null,
      icon: "lorry",
      search: "shipping:delivery_is_in_progress",
      sort: "total",
      ascending: false,
      columns: [],
    });
  });

  test("are made from what the list shows, by the keys alone, in English words", async () => {
    const { user, desk } = await openPage(
      { settings: { language: "ar" } },
      "#/orders?money=authorized&search=oud",
    );
    await screen.findByRole("button", { name: /^حفظ هذا العرض/ });
    await user.keyboard("[KeyV]");
    const dialog = await screen.findByRole("dialog", { name: "حفظ هذا العرض" });
    expect(dialog).toHaveTextContent("الحالة:محجوز oud");
    expect(within(dialog).getByRole("textbox", { name: "الاسم" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(within(dialog).getByText("يحتاج العرض إلى اسم.")).toBeInTheDocument();
    expect(drafted(desk, "make_view")).toBeUndefined();
    await user.keyboard("دهن العود");
    within(dialog).getByRole("radio", { name: "نجمة" }).focus();
    await user.keyboard(" ");
    expect(await seriousFaults()).toEqual([]);
    within(dialog).getByRole("textbox", { name: "الاسم" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(drafted(desk, "make_view")).toEqual({
      name: "دهن العود",
      icon: "star",
      search: "status:authorized oud",
      sort: "created",
      ascending: false,
      columns: [],
    });
    expect(await screen.findByRole("heading", { name: "دهن العود" })).toBeInTheDocument();
  });

  test("may keep columns of their own, and leave the store's alone", async () => {
    const { user, desk } = await openPage({ columns: ["number", "total"] }, "#/orders?money=new");
    await screen.findByRole("button", { name: /^Save this view/ });
    await user.keyboard("[KeyV]Morning");
    await user.click(await screen.findByRole("checkbox", { name: /^Keep the columns/ }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("heading", { name: "Morning" });
    expect(drafted(desk, "make_view")).toMatchObject({ columns: ["number", "total"] });

    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("checkbox", { name: "Points" }));
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("columnheader", { name: "Points" })).toBeInTheDocument();
    expect(desk.calls.some(({ command }) => command === "save_list_layout")).toBe(false);
    const bar = await screen.findByRole("group", { name: "Modified" });
    await user.click(within(bar).getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(drafted(desk, "change_view")).toMatchObject({
        columns: ["number", "total", "points"],
      }),
    );
  });

  test("are put in another order and renamed by keys, and keep the page's own words", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    (await view("On the way")).focus();
    await user.keyboard("{Alt>}{ArrowUp}{ArrowUp}{/Alt}");
    await waitFor(async () => expect((await names())[0]).toBe("On the way"));
    expect(await view("On the way")).toHaveFocus();
    expect(screen.getByText("Place 1 of 5")).toBeInTheDocument();

    await user.tab();
    expect(screen.getByRole("button", { name: "Options of “On the way”" })).toHaveFocus();
    await user.keyboard("{Enter}");
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Name and icon…" });
    expect(within(dialog).getByRole("textbox")).toHaveValue("On the way");
    await user.click(within(dialog).getByRole("radio", { name: "Flag" }));
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(drafted(desk, "change_view")).toMatchObject({ name: null, icon: "flag" });
  });

  test("are removed with a way back", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.click(await screen.findByRole("button", { name: "Options of “To ship”" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
    await waitFor(async () => expect(await names()).not.toContain("To ship"));
    expect(await screen.findByText(/is removed/)).toHaveTextContent(
      "The view “To ship” is removed",
    );
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(async () => expect((await names())[1]).toBe("To ship"));
  });
});
