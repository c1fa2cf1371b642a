import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { OrderQuery } from "../src/bridge/types";
import { type OpenedPage, openPage, seriousFaults } from "./page";
import { type Oddity, oddities } from "./preview/odd";

const asked = ({ desk }: OpenedPage) =>
  desk.calls.filter(({ command }) => command === "list_orders").at(-1)?.args["query"] as OrderQuery;

/** Opens the order that is odd in this way. */
async function openOdd(oddity: Oddity) {
  const page = await openPage({ count: 20, isOdd: true });
  const row = page.desk.orders[oddities.indexOf(oddity)]?.row;
  await page.user.click(
    (
      await screen.findAllByText((_words, element) => element?.textContent === row?.orderNumber, {
        selector: "[role=gridcell] bdi",
      })
    )[0] as HTMLElement,
  );
  const detail = await screen.findByRole("complementary");
  await within(detail).findByRole("heading", { level: 2, name: /Order/ });
  return { ...page, detail };
}

/** What turns the writing round and stands in no box of its own, so that it turns what follows too. */
function loose(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (textContent?.includes("\u202e") === true && parentElement?.closest("bdi, pre") === null) {
      found.push(parentElement.outerHTML.slice(0, 200));
    }
  }
  return found;
}

describe("what somebody searches for", () => {
  test("may have 10,000 characters: all are asked for, and the answer says nothing was found", async () => {
    const search = "oud".repeat(3_333);
    const page = await openPage({}, `#/orders?search=${search}x`);
    expect(await screen.findByText("No order matches")).toBeInTheDocument();
    expect(asked(page).search).toBe(`${search}x`);
    const said = screen.getByText((words) => words.startsWith(search), { selector: "main bdi" });
    expect(said.closest("p")).toHaveClass("line-clamp-4", "wrap-anywhere");
  });

  test.each(['"', "*", "(", '"oud', "oud* OR (", "\u202eoud"])("may be %s", async (typed) => {
    const page = await openPage();
    await page.user.type(await screen.findByRole("combobox"), typed);
    await waitFor(() => expect(asked(page).search).toBe(typed));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(screen.getByRole("combobox")).toHaveValue(typed);
  });
});

describe("an order", () => {
  test("that turns its writing round turns nothing else", async () => {
    const { detail, user } = await openOdd("reversed");
    expect(within(detail).getAllByText(/dnuof doog a/).length).toBeGreaterThan(0);
    expect(loose()).toEqual([]);
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Commands and orders" }), "dnuof");
    await screen.findByRole("group", { name: "Orders" });
    expect(loose()).toEqual([]);
  });

  test("of 2,000 items shows the first ones, and all when asked", async () => {
    const { detail, user } = await openOdd("many items");
    const items = within(detail)
      .getByRole("heading", { name: /2,000 items/ })
      .closest("section");
    const count = () => within(items as HTMLElement).getAllByRole("listitem").length;
    expect(count()).toBe(30);
    await user.click(within(detail).getByRole("button", { name: "Show all 2,000 items" }));
    expect(count()).toBe(2_000);
    expect(within(detail).queryByRole("button", { name: /Show all/ })).not.toBeInTheDocument();
  });

  test.each<[Oddity, readonly string[]]>([
    ["nothing", ["0.00"]],
    ["fortune", ["1,000,000,000,000.00", "20,000,000,000,000.13"]],
    ["past", ["1 Jan 1900"]],
    ["future", ["31 Dec 9999"]],
  ])("of %s says so to the last digit", async (oddity, words) => {
    const { desk } = await openPage({ count: 20, isOdd: true });
    const number = desk.orders[oddities.indexOf(oddity)]?.row.orderNumber ?? "";
    const row = (await screen.findByText(number)).closest("[role=row]");
    for (const word of words) {
      expect(row).toHaveTextContent(word);
    }
  });

  test("with names and words of no end opens, and axe finds nothing", async () => {
    await openOdd("long words");
    expect(await seriousFaults()).toEqual([]);
  });
});
