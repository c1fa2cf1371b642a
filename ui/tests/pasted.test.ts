import { describe, expect, test } from "vitest";

import { pastedNumbers } from "../src/search";

const now = Date.UTC(2026, 10, 25, 9);
const one = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";
const two = "7a1b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";

describe("the numbers of a pasted text", () => {
  test.each<[string, string, readonly string[]]>([
    ["a column", "10482\n10377\r\n10501", ["10482", "10377", "10501"]],
    ["uuids among anything", `x,${one.toUpperCase()};\t${two}`, [one.toUpperCase(), two]],
    ["prefixes and references", "NKH-100482, #10377 PT-1002", ["NKH-100482", "10377", "PT-1002"]],
    ["one twice", "10482 10377 10482", ["10482", "10377"]],
    [
      "a chat message",
      "السلام عليكم، طلبي ١٠٤٨٢ ما وصل، وطلب أختي 10377 كذلك. جوالي 0551234567",
      ["10482", "10377"],
    ],
    ["a chat message about one", "Hello, where is my order 10482 please?", ["10482"]],
    [
      "a message with all that is no number of an order",
      "On 2026-11-20 at 12:30 I paid 1,250.00 and 250 SAR and 120 ريال for 10482; call +966 55 123 4567",
      ["10482"],
    ],
  ])("%s", (_name, text, numbers) => {
    expect(pastedNumbers(text, now)).toEqual(numbers);
  });

  test.each([
    ["one number alone", "10482"],
    ["a phone", "+966551234567"],
    ["words", "تمر سكري فاخر جديد"],
    ["small numbers", "2 boxes of 12 pieces each"],
    ["filters that were copied", "status:new total:100-200 10482 10377"],
  ])("are none in %s", (_name, text) => {
    expect(pastedNumbers(text, now)).toEqual([]);
  });

  test("are five thousand at the most", () => {
    const text = Array.from({ length: 6_000 }, (_, place) => String(100_000 + place)).join("\n");
    expect(pastedNumbers(text, now)).toHaveLength(5_000);
  });
});
