import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { columns, fittingColumns } from "../src/features/orders/columns";
import { columnsNamed, usualColumns } from "../src/features/orders/layout";
import { openPage, rowOf, seriousFaults } from "./page";
import type { PreviewDesk } from "./preview/desk";

const headings = () =>
  // An open panel hides what lies under it from screen readers.
  // The first one has the box that chooses every row.
  screen
    .getAllByRole("columnheader", { hidden: true })
    .slice(1)
    .map(({ textContent }) => textContent ?? "");
const chooser = () => screen.findByRole("dialog", { name: "Columns of the list" });
const box = (name: string) => screen.getByRole("checkbox", { name });
const saved = (desk: PreviewDesk) =>
  desk.calls.filter(({ command }) => command === "save_list_layout").at(-1)?.args["layout"];
const pinned = (desk: PreviewDesk) =>
  desk.calls
    .filter(({ command }) => command === "list_orders")
    .map(({ args }) => (args["page"] as { pinned: string | null }).pinned)
    .at(-1);

describe("which columns the list has", () => {
  const fields = (shown: readonly { readonly field: string }[]) => shown.map(({ field }) => field);

  test("is the page's own choice, which always has what the list is sorted by", () => {
    expect(fields(usualColumns("created"))).not.toContain("updated");
    const narrow = fittingColumns(usualColumns("updated"), 400);
    expect(fields(narrow)).toEqual(["number", "financial", "updated"]);
  });

  test("is what was chosen: as it was put in order, the last left out where there is no room", () => {
    const chosen = columnsNamed(["updated", "total", "metadata:cart.id", "number"]);
    expect(fields(chosen)).toEqual(["updated", "total", "metadata:cart.id", "number"]);
    expect(fields(fittingColumns(chosen, 260))).toEqual(["updated", "total"]);
  });

  test("takes no name that nobody knows, none twice, and one path of the metadata", () => {
    expect(
      fields(columnsNamed(["colour", "total", "total", "metadata:", "metadata:a", "metadata:b"])),
    ).toEqual(["total", "metadata:a"]);
  });

  test("has a name and a place for every field that a list can be sorted by", () => {
    expect(new Set(columns.map(({ sort }) => sort)).size).toBe(10);
  });
});

describe("the chooser of columns", () => {
  test("takes one off and puts another in its place, by keys alone", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    screen.getByRole("button", { name: "Columns" }).focus();
    await user.keyboard("{Enter}");
    await chooser();
    expect(screen.getByRole("button", { name: "As at first" })).toBeDisabled();

    box("Reference").focus();
    await user.keyboard(" ");
    await waitFor(() => expect(headings()).not.toContain("Reference"));
    box("Updated").focus();
    await user.keyboard(" ");
    await waitFor(() => expect(headings().at(-1)).toBe("Updated"));
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await waitFor(() => expect(headings().slice(-2)).toEqual(["Updated", "Checked"]));
    // The focus went with the line, and its new place was said.
    expect(box("Updated")).toHaveFocus();
    expect(screen.getByText("Place 9 of 10")).toBeInTheDocument();
    expect(saved(desk)).toEqual({
      columns: [
        ...["number", "type", "financial", "shipping", "total"],
        ...["points", "created", "updated", "checked"],
      ],
    });
    expect(await seriousFaults()).toEqual([]);

    screen.getByRole("button", { name: "As at first" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(headings()).toContain("Reference"));
    expect(saved(desk)).toEqual({ columns: [] });
  });

  test("shows what orders carry at a path of their metadata, which nothing is sorted by", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await chooser();
    const choice = await screen.findByRole("button", { name: "Metadata column…" });
    await waitFor(() => expect(choice).toBeEnabled());
    await user.click(choice);
    await user.click(await screen.findByRole("menuitem", { name: /^shipping\.city/ }));
    await waitFor(() => expect(headings().at(1)).toBe("city"));
    await waitFor(() => expect(pinned(desk)).toBe("shipping.city"));
    await user.keyboard("{Escape}");
    const heading = screen.getByRole("columnheader", { name: "city" });
    expect(heading).toHaveAttribute("title", "shipping.city");
    expect(within(heading).queryByRole("button")).not.toBeInTheDocument();
    const city = desk.orders[0]?.metadata.find(({ path }) => path === "shipping.city")?.value;
    await waitFor(async () => expect(await rowOf("10800")).toHaveTextContent(city ?? "?"));
  });

  test("is remembered by the store, and leaves metadata out of a file", async () => {
    const { user } = await openPage({ columns: ["total", "metadata:cart.id", "number"] });
    await rowOf("10800");
    await waitFor(() => expect(headings()).toEqual(["Total, SAR", "id", "Number"]));
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    expect(await screen.findByText("Those of the list (2)")).toBeInTheDocument();
  });

  test("sets how high the rows are", async () => {
    const { user, desk } = await openPage();
    await rowOf("10800");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(within(await chooser()).getByRole("radio", { name: "Comfortable" }));
    await waitFor(async () => expect((await rowOf("10800")).style.blockSize).toBe("48px"));
    expect(desk.view.settings.density).toBe("comfortable");
  });

  test("keeps the last column: a list without any would show nothing", async () => {
    const { user } = await openPage({ columns: ["number"] });
    await rowOf("10800");
    await waitFor(() => expect(headings()).toEqual(["Number"]));
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await chooser();
    expect(box("Number")).toBeDisabled();
    expect(box("Money")).toBeEnabled();
  });
});
