import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { FoundIn } from "../src/bridge/types";
import { excerptOf, foundIn } from "../src/search";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";
import { buildOrders, type Fixture } from "./preview/fixtures";

const marked = (text: string, search: string) =>
  foundIn(text, search).map(([from, before]) => text.slice(from, before));

describe("what a search found", () => {
  test.each<[string, string, readonly string[]]>([
    ["NKH-100482", "0482", ["0482"]],
    ["NKH-100482", "nkh 482", ["NKH", "482"]],
    ["NKH-100482", "kh", []],
    ["NKH-100482", "nk", ["NK"]],
    ["REF-2026-100482", "٢٠٢٦", ["2026"]],
    ["أَحْمَد إيمان", "احمد", ["أَحْمَد"]],
    ["أَحْمَد إيمان", "ايمان", ["إيمان"]],
    ["مكتبة الفنـــون", "مكتبه", ["مكتبة"]],
    ["\u202eAB\u202cC", "abc", ["AB\u202cC"]],
    ["a\u{1d7d9}b", "a1b", ["a\u{1d7d9}b"]],
    ["10482", "c_1", []],
    ["cart c-17", "c_1", ["c", "c", "1"]],
    ["10482", "", []],
    ["10482", "zzz", []],
    ["aaaa", '"* OR', []],
  ])("in %s by %s", (text, search, stretches) => {
    expect(marked(text, search)).toEqual(stretches);
  });

  test("is marked in the number of its row", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    await user.type(await screen.findByRole("combobox"), "0777");
    await waitFor(() => expect(document.querySelector("mark")).toHaveTextContent("0777"));
  });
});

test.each([
  ["Oud Al Layl", "oud", "Oud Al Layl"],
  ["a box of oud", "oud", "a box of oud"],
  ["one long sentence before the oud oil", "oud", "…before the oud oil"],
  ["averyveryverylongword-with-oud in it", "oud", "…oud in it"],
  ["nothing of the kind is in this text", "zzz", "nothing of the kind is in this text"],
  ["", "oud", ""],
])("an excerpt of %s shows %s near its beginning", (text, search, expected) => {
  expect(excerptOf(text, search, 12)).toBe(expected);
});

describe("where no column shows what was found", () => {
  /** The newest order was found in these. */
  const finding = (...foundIn: FoundIn[]): NonNullable<DeskOptions["answers"]> => ({
    list_orders: async () => {
      const { row } = buildOrders(1, Date.now())[0] as Fixture;
      const total = { count: 1, atLeast: false };
      return { rows: [{ ...row, foundIn }], next: null, total, unknown: [] };
    },
  });
  const inProduct: FoundIn = {
    place: "product",
    path: null,
    text: "A gift box with the finest Oud Al Layl",
  };
  const found = async () => {
    const row = await rowOf("10401");
    return row.querySelectorAll("[role=gridcell]")[1] as HTMLElement;
  };

  test.each<[string, FoundIn, RegExp]>([
    ["oud", inProduct, /^10401in product: …the finest Oud Al Layl$/],
    ["layl", { place: "note", path: null, text: "wants Layl" }, /^10401in a note: wants Layl$/],
    ["0501", { place: "phone", path: null, text: "0501234567" }, /in phone: 0501234567$/],
    ["c_1", { place: "metadata", path: "cart.id", text: "c_1x" }, /in metadata cart.id: c_1x$/],
  ])("a row found by %s says so beside its number", async (search, where, words) => {
    await openPage({ count: 1, answers: finding(where) }, `#/orders?search=${search}`);
    const cell = await found();
    await waitFor(() => expect(cell.textContent).toMatch(words));
    const marks = within(cell).getAllByText(new RegExp(search, "i"), {
      selector: "mark",
    });
    expect(marks).toHaveLength(1);
    expect(await seriousFaults()).toEqual([]);
  });

  test("nothing is said of what a column shows", async () => {
    const where: FoundIn = { place: "metadata", path: "cart.id", text: "c_1x" };
    await openPage(
      { count: 1, columns: ["number", "metadata:cart.id"], answers: finding(where) },
      "#/orders?search=c_1",
    );
    expect((await found()).textContent).toBe("10401");
  });

  test("several are one line, in Arabic too", async () => {
    const note: FoundIn = { place: "note", path: null, text: "هدية من عود" };
    await openPage(
      { count: 1, settings: { language: "ar" }, answers: finding(inProduct, note) },
      "#/orders?search=oud%20عود",
    );
    const cell = await found();
    await waitFor(() =>
      expect(cell.textContent).toBe(
        "10401في المنتج: …the finest Oud Al Layl · في ملاحظة: هدية من عود",
      ),
    );
  });
});
