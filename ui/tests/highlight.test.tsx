import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { foundIn } from "../src/search";
import { openPage, rowOf } from "./page";

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
