import { describe, expect, test } from "vitest";

import type { FilePreview, FileReading, ImportReport, ShopCheckout } from "../src/bridge/types";
import {
  begun,
  isNamed,
  isReady,
  readingOf,
  sortedWords,
  unknownWords,
  withField,
  withSheet,
  withStatus,
} from "../src/features/shop-files/reading";
import { begin, heard, isAbout, noImport, stopping } from "../src/features/shop-files/run";
import { formatLocalPhone, formatPhone } from "../src/format";
import { customerOf, hasRecipient } from "../src/shop";

const reading: FileReading = {
  sheet: "Orders",
  hasHeader: true,
  fields: ["order_number", "amount", null, "status"],
  statuses: {},
};

const preview: FilePreview = {
  file: 70,
  name: "orders.csv",
  size: 1_000,
  writtenAt: 5,
  format: "separated",
  encoding: "utf8",
  sheets: [],
  reading,
  isRemembered: true,
  columns: [],
  rows: [],
  statuses: [
    { text: "paid", rows: 9, means: "paid" },
    { text: "branch", rows: 2, means: null },
  ],
  lookedAt: 11,
  withUuid: 0,
  hasMore: false,
  alreadyAt: null,
};

describe("how a file is read", () => {
  test("has each field once: a column that takes one leaves the other without", () => {
    expect(withField(reading, 2, "amount", 4).fields).toEqual([
      "order_number",
      null,
      "amount",
      "status",
    ]);
    expect(withField(reading, 0, null, 4).fields).toEqual([null, "amount", null, "status"]);
  });

  test("covers every column, though the desk named fewer", () => {
    const few = { ...reading, fields: [] };
    expect(withField(few, 1, "uuid", 3).fields).toEqual([null, "uuid", null]);
  });

  test("is found out anew for another sheet, and until then as the desk has it", () => {
    const wanted = withSheet(reading, "Refunds");
    expect(wanted.fields).toEqual([]);
    expect(readingOf(preview, wanted)).toBe(preview.reading);
    expect(readingOf(preview, { ...reading, hasHeader: false }).hasHeader).toBe(false);
  });

  test("is nothing without a column that names the order", () => {
    expect(isNamed(reading)).toBe(true);
    expect(isNamed({ ...reading, fields: ["amount", "phone", null] })).toBe(false);
  });

  test("asks for the meaning of what nobody knows, first and until it is said", () => {
    expect(sortedWords(preview.statuses).map(({ text }) => text)).toEqual(["branch", "paid"]);
    expect(unknownWords(preview, reading)).toBe(1);
    expect(unknownWords(preview, withStatus(reading, "branch", "paid"))).toBe(0);
    // Without a column of the status there is nothing to ask.
    expect(unknownWords(preview, withField(reading, 3, null, 4))).toBe(0);
  });

  test("lets one press take it over only where nothing is left to say", () => {
    const known = { ...preview, statuses: preview.statuses.slice(0, 1) };
    expect(isReady(known)).toBe(true);
    expect(isReady(preview)).toBe(false);
    expect(isReady({ ...known, isRemembered: false })).toBe(false);
    expect(isReady({ ...known, alreadyAt: 7 })).toBe(false);
  });

  test("goes on only with the same file of the same moment", () => {
    const part = { name: "orders.csv", writtenAt: 5, isWhole: false } as ImportReport["file"];
    expect(begun(preview, [part])).toBe(part);
    expect(begun(preview, [{ ...part, writtenAt: 6 }])).toBeNull();
    expect(begun(preview, [{ ...part, isWhole: true }])).toBeNull();
  });
});

describe("taking a file over", () => {
  const subject = { file: 70, name: "orders.csv", size: 1_000, reading, goesOnFrom: 180 };

  test("begins where it was stopped, and hears only of its own file", () => {
    const run = begin(subject);
    expect(run).toMatchObject({ stage: "running", rows: 180, done: 0, total: 1_000 });
    const further = heard(run, { file: 70, done: 400, total: 1_000, rows: 230 });
    expect(further).toMatchObject({ done: 400, rows: 230 });
    expect(heard(further, { file: 71, done: 1, total: 2, rows: 3 })).toBe(further);
    expect(heard(noImport, { file: 70, done: 1, total: 2, rows: 3 })).toBe(noImport);
    expect(stopping(further)).toMatchObject({ isStopping: true });
    expect(isAbout(further, 70)).toBe(true);
    expect(isAbout(further, 71)).toBe(false);
  });
});

describe("what the shop says of an order", () => {
  const order = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";
  const said = {
    uuid: order,
    customer: "Noura",
    phone: null,
    city: null,
    address: null,
    matched: "uuid",
  } as ShopCheckout;

  test("names the customer only where it surely is this order", () => {
    expect(customerOf([said], order)).toBe("Noura");
    expect(customerOf([{ ...said, uuid: null, matched: "order_number" }], order)).toBe("Noura");
    expect(customerOf([{ ...said, uuid: null, matched: "amount" }], order)).toBeNull();
    expect(customerOf([{ ...said, uuid: "another" }], order)).toBeNull();
    expect(customerOf([{ ...said, uuid: null, matched: null }], order)).toBeNull();
  });

  test("names a recipient by any part of the address", () => {
    expect(hasRecipient([{ ...said, customer: null, city: "Abha" }], order)).toBe(true);
    expect(hasRecipient([{ ...said, customer: null }], order)).toBe(false);
    expect(hasRecipient([{ ...said, matched: "amount" }], order)).toBe(false);
  });
});

test("a mobile number is written as people write it, any other as it came", () => {
  expect(formatPhone("551234567")).toBe("+966 55 123 4567");
  expect(formatLocalPhone("551234567")).toBe("055 123 4567");
  expect(formatPhone("+44 20 7946 0018")).toBe("+44 20 7946 0018");
});
