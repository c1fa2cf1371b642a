import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  isPluralElement,
  isSelectElement,
  type MessageFormatElement,
  parse,
} from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { initialLocale, localeFor, type MessageId, translator } from "../src/messages";
import arabic from "../src/messages/ar.json";
import english from "../src/messages/en.json";

const source = join(import.meta.dirname, "../src");

function sources(folder = source): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("generated"));
}

function elementsOf(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) =>
    isPluralElement(element) || isSelectElement(element)
      ? [element, ...Object.values(element.options).flatMap(({ value }) => elementsOf(value))]
      : [element],
  );
}

function argumentsOf(text: string): string[] {
  const names = elementsOf(parse(text, { ignoreTag: true })).flatMap((element) =>
    "value" in element && element.type !== 0 && typeof element.value === "string"
      ? [element.value]
      : [],
  );
  return [...new Set(names)].sort((one, other) => one.localeCompare(other));
}

describe("the message files", () => {
  test("hold the same names", () => {
    expect(Object.keys(arabic)).toEqual(Object.keys(english));
  });

  test.each(Object.keys(english) as MessageId[])("%s takes the same arguments in both", (id) => {
    expect(argumentsOf(arabic[id])).toEqual(argumentsOf(english[id]));
  });

  test("give Arabic all six plural forms wherever English has two", () => {
    for (const [id, text] of Object.entries(arabic)) {
      for (const element of elementsOf(parse(text, { ignoreTag: true }))) {
        if (isPluralElement(element)) {
          const forms = Object.keys(element.options).filter((form) => !form.startsWith("="));
          const hasZero = "=0" in element.options || forms.includes("zero");
          expect(hasZero, `${id}: zero`).toBe(true);
          expect(forms, id).toEqual(expect.arrayContaining(["one", "two", "few", "many", "other"]));
        }
      }
    }
  });

  test("choose nothing by a text, which Message isolates", () => {
    for (const text of [...Object.values(english), ...Object.values(arabic)]) {
      expect(elementsOf(parse(text, { ignoreTag: true })).filter(isSelectElement)).toEqual([]);
    }
  });

  test("have Arabic letters in every Arabic message that has words", () => {
    const namesAndSigns = new Set([
      "frame.otherLanguage",
      "language.en",
      "value.none",
      "call.one",
      "call.both",
      "check.separator",
      "listed.separator",
      "command.setting",
      "add.pastePlaceholder",
      "welcome.addressPlaceholder",
      "case.changedFact",
      "case.decidedBy",
      "case.did",
      "case.paste.example",
      "settings.digits.latin",
      "settings.digits.arabic",
    ]);
    for (const [id, text] of Object.entries(arabic)) {
      if (!namesAndSigns.has(id)) {
        expect(text, id).toMatch(/[\u0621-\u064a]/);
      }
    }
  });

  // The window sets words with these marks higher or lower than the words beside them.
  test("have no vowel marks in Arabic that lift a word off its line", () => {
    const lifted = /\u064D|(?<!\u0651)[\u064E\u0650](?!\u0651)/u;
    expect(Object.entries(arabic).filter(([, text]) => lifted.test(text))).toEqual([]);
  });

  // Between words that run from right to left a bracket is mirrored, and names the other key.
  test("have marks around every bracket that names a key in Arabic", () => {
    const bare = /(?<!\u200E)[[\]]|[[\]](?!\u200E)/u;
    expect(Object.entries(arabic).filter(([, text]) => bare.test(text))).toEqual([]);
    expect(arabic["packing.calledOff"]).toContain("\u200E]\u200E");
  });

  test.each([
    ["packing.tab.delivered", "shipping.delivered"],
    ["packing.stage.delivered", "shipping.delivered"],
    ["packing.label", "asked.label"],
    ["packing.money.wrong", "error.pin_wrong.cause"],
    ["need.key_refused.what", "banner.keyRefused"],
  ] as const)("say %s in Arabic with the words of %s", (one, other) => {
    expect(arabic[other].replace(/\.$/, "")).toContain(arabic[one].replace(/\.$/, ""));
  });

  test("take Points for masculine in Arabic wherever it does something", () => {
    const ofWoman = /[\u0621-\u064a](?:ته|تها) Points|(?:رفضت|لم تذكر) Points/u;
    expect(Object.entries(arabic).filter(([, text]) => ofWoman.test(text))).toEqual([]);
  });

  test("name the cause, the effect and the next step of every error code", () => {
    const generated = readFileSync(join(source, "bridge/generated/ErrorCode.ts"), "utf8");
    const codes = [...generated.matchAll(/"([a-z_]+)"/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(40);
    for (const code of codes) {
      for (const part of ["cause", "effect", "next"]) {
        expect(english, `${code}`).toHaveProperty([`error.${code}.${part}`]);
      }
    }
  });

  test("are all used", () => {
    const code = sources()
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const prefixes = [...code.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? "");
    const unused = Object.keys(english).filter(
      (id) => !code.includes(`"${id}"`) && !prefixes.some((prefix) => id.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});

test.each([
  ["ar", "ar"],
  ["ar-SA", "ar"],
  ["en-GB", "en"],
  ["arn", "en"],
  ["fr", "en"],
])("a system in %s starts in %s", (system, language) => {
  expect(localeFor(system).language).toBe(language);
});

describe("plurals", () => {
  const arabicWords = translator({ ...initialLocale, language: "ar" });
  test.each([
    [0, "لا طلبات"],
    [1, "طلب واحد"],
    [2, "طلبان"],
    [3, "3 طلبات"],
    [11, "11 طلبًا"],
    [100, "100 طلب"],
  ])("%i orders in Arabic", (count, words) => {
    expect(arabicWords("orders.count", { count })).toBe(words);
  });
});

describe("what is done while scanning, beside its number in Arabic", () => {
  const arabicWords = translator({ ...initialLocale, language: "ar" });
  test.each([
    [1, "منجز"],
    [2, "منجز"],
    [3, "منجزة"],
    [11, "منجزًا"],
    [100, "منجز"],
  ])("%i", (count, words) => {
    expect(arabicWords("packing.scan.done", { count })).toBe(words);
  });
});

describe("points in Arabic", () => {
  const arabicWords = translator({ ...initialLocale, language: "ar" });
  test.each([
    [1, "نقطة واحدة"],
    [2, "نقطتان"],
    [7, "7 نقاط"],
    [348, "348 نقطة"],
  ])("%i", (count, words) => {
    expect(arabicWords("detail.points", { count, points: String(count) })).toBe(words);
  });
});

describe("the code", () => {
  test("holds no words of its own", () => {
    const found = sources().flatMap((path) => {
      const code = readFileSync(path, "utf8");
      const withoutComments = code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
      // Text between tags, names for screen readers, and Arabic anywhere.
      const texts = path.endsWith(".tsx")
        ? [
            ...withoutComments.matchAll(/[^=]>\s*([A-Z][a-z]+(?: [a-z]+)*)\s*</g),
            ...withoutComments.matchAll(
              /(?:aria-label|title|placeholder|alt|label)="([^"{]*[a-z][^"]*)"/g,
            ),
          ]
        : [];
      return [...texts, ...withoutComments.matchAll(/([\u0621-\u064a]+)/g)].map(
        ([, text]) => `${path}: ${text}`,
      );
    });
    expect(found).toEqual([]);
  });
});
