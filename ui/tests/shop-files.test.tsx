import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { FileReading } from "../src/bridge/types";
import { go } from "../src/location";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";
import { chosenFile } from "./preview/shop-files";

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command);
const readingOf = (desk: PreviewDesk, command: string) =>
  asked(desk, command).at(-1)?.args["reading"] as FileReading;

/** Opens the file that the desk calls 70. */
async function look(files: NonNullable<DeskOptions["files"]> = {}, options: DeskOptions = {}) {
  const page = await openPage({ count: 40, ...options, files }, "#/log");
  // As a browser's way back leads there; what lies under a dialog has no roles.
  act(() => go({ file: 70 }));
  const arabic = options.settings?.language === "ar";
  const dialog = await screen.findByRole("dialog", {
    name: arabic ? "ملف من متجرك" : "A file of your shop",
  });
  await within(dialog).findByText("orders-2026-11-29.csv");
  return { ...page, dialog };
}

const choice = (dialog: HTMLElement, name: RegExp) => within(dialog).getByRole("button", { name });

describe("a file of the shop", () => {
  test("is looked at first: columns, words and rows, then taken over as it was said, by keys", async () => {
    const { user, desk, dialog } = await look();
    expect(dialog).toHaveTextContent("412 rows");
    // What could not be read is marked where it stands, and a row without a name is left out.
    expect(dialog).toHaveTextContent("Not an amount in SAR with at most two decimals");
    expect(dialog).toHaveTextContent("Left out: no order number, Points ID or reference");
    // The payment method is the shop's own reference, says the person.
    choice(dialog, /What “طريقة الدفع” is taken for/).focus();
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("option", { name: "Cart ID" }));
    await waitFor(() => expect(readingOf(desk, "preview_shop_file").fields[8]).toBe("cart"));
    expect(dialog).toHaveTextContent("2 are not known: choose what they mean");
    choice(dialog, /What “review-manual” means/).focus();
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("option", { name: "Nothing about the money" }));
    expect(dialog).toHaveTextContent("1 is not known");
    await waitFor(() => expect(choice(dialog, /^Take over 412 rows/)).toBeEnabled());
    await user.keyboard("{Control>}{Enter}{/Control}");
    const report = await screen.findByRole("dialog", { name: "What came of the file" });
    expect(readingOf(desk, "import_shop_file")).toMatchObject({
      statuses: { "review-manual": "other" },
      hasHeader: true,
    });
    expect(readingOf(desk, "import_shop_file").fields[8]).toBe("cart");
    expect(report).toHaveTextContent("412 rows taken over");
    expect(within(report).getByRole("button", { name: /Go to Review/ })).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/review/));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("without a column of the Points ID says so, and what to do", async () => {
    const { dialog } = await look({ file: "no uuid" });
    expect(dialog).toHaveTextContent("412 rows; none can be checked with Points yet");
    expect(dialog).toHaveTextContent("add the Points ID to your shop’s export");
    expect(choice(dialog, /^Take over 412 rows/)).toBeEnabled();
  });

  test("is not taken over before a column names the order", async () => {
    const { user, desk, dialog } = await look({ file: "unnamed" });
    expect(choice(dialog, /^Take over/)).toBeDisabled();
    expect(dialog).toHaveTextContent("Choose the column with the order number or the Points ID.");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(asked(desk, "import_shop_file")).toEqual([]);
  });

  test("that was taken over already says when, and changes nothing", async () => {
    const { dialog } = await look({ file: "already", taken: 2 });
    expect(dialog).toHaveTextContent("Already taken over on");
    expect(dialog).toHaveTextContent("taking it over again changes nothing");
  });

  test("goes on under every screen when its dialog is closed, is stopped, and goes on from there", async () => {
    const { user, dialog } = await look({ import: "never ends" });
    await user.click(choice(dialog, /^Take over/));
    await screen.findByText("177 rows taken over");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const strip = screen.getByRole("region", { name: "Files of your shop" });
    expect(strip).toHaveTextContent("orders-2026-11-29.csv");
    expect(strip).toHaveTextContent("177 rows");
    await user.click(within(strip).getByRole("button", { name: "Show" }));
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    const report = await screen.findByRole("dialog", { name: "What came of the file" });
    expect(report).toHaveTextContent("Stopped after 177 rows");
    expect(report).toHaveTextContent("The same file goes on from there.");
    await user.click(within(report).getByRole("button", { name: /^Go on from there/ }));
    expect(await screen.findByText(/It was begun before and goes on after/)).toHaveTextContent(
      "177 rows",
    );
  });

  test("that could not be taken over says why, and is tried again", async () => {
    const { user, dialog } = await look({ import: "fails" });
    await user.click(choice(dialog, /^Take over/));
    expect(await screen.findByRole("alert")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toHaveFocus();
  });

  test.each(["en", "ar"] as const)("has nothing serious that axe finds in %s", async (language) => {
    await look({}, { settings: { language } });
    expect(await seriousFaults()).toEqual([]);
  });
});

describe("a file that came", () => {
  const offered = { offers: 2, folder: "watched", areWordsKnown: true } as const;

  test("of a known shape is taken over by one key, without a question", async () => {
    const { user, desk } = await openPage({ count: 40, files: offered }, "#/log");
    const strip = await screen.findByRole("region", { name: "Files of your shop" });
    expect(strip).toHaveTextContent(/orders-2026-11-29.csv came [12] min ago/);
    await user.keyboard("i");
    const report = await screen.findByRole("dialog", { name: "What came of the file" });
    expect(report).toHaveTextContent("412 rows taken over");
    expect(asked(desk, "import_shop_file")).toHaveLength(1);
  });

  test("with a word that nobody knows is looked at first", async () => {
    const { user, desk } = await openPage(
      { count: 40, files: { ...offered, areWordsKnown: false } },
      "#/log",
    );
    await screen.findByRole("region", { name: "Files of your shop" });
    await user.keyboard("i");
    const dialog = await screen.findByRole("dialog", { name: "A file of your shop" });
    expect(dialog).toHaveTextContent("2 are not known");
    expect(asked(desk, "import_shop_file")).toEqual([]);
  });

  test("stands first where orders are added, is one Enter away, and can be waved off", async () => {
    const { user, desk } = await openPage({ count: 40, files: offered }, "#/log");
    await screen.findByRole("region", { name: "Files of your shop" });
    await user.keyboard("a");
    const dialog = await screen.findByRole("dialog", { name: "Add orders" });
    const offers = within(dialog).getByRole("list", { name: /came into the watched folder/ });
    expect(within(offers).getByRole("button", { name: /^Take it over/ })).toHaveFocus();
    await user.click(within(offers).getByRole("button", { name: /^Do not offer طلبات/ }));
    await waitFor(() => expect(within(offers).getAllByRole("listitem")).toHaveLength(1));
    expect(asked(desk, "dismiss_shop_file")).toHaveLength(1);
  });

  test("dropped on the window is looked at; of several each has its way there", async () => {
    await openPage({ count: 40, files: {} }, "#/log");
    const preview = chosenFile();
    const dropped = (file: number, name: string) => ({
      name,
      taken: { kind: "preview", value: { ...preview, file, name } },
      failure: null,
    });
    await act(() => emit("desk-dropping", { name: "one.csv" }));
    await act(() => emit("desk-dropping", { name: "two.csv" }));
    await act(() => emit("desk-dropped", dropped(80, "one.csv")));
    const dialog = await screen.findByRole("dialog", { name: "Add orders" });
    await act(() => emit("desk-dropped", dropped(81, "two.csv")));
    expect(within(dialog).getAllByRole("button", { name: "Look at it" })).toHaveLength(2);
    act(() => within(dialog).getByRole("button", { name: "Show the list" }).click());
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await act(() => emit("desk-dropped", dropped(82, "alone.csv")));
    const look_ = await screen.findByRole("dialog", { name: "A file of your shop" });
    expect(look_).toHaveTextContent("alone.csv");
  });
});

describe("what the shop says of an order", () => {
  test("stands in it, with a halala of difference, and another attempt told apart", async () => {
    const { user, desk } = await openPage({ count: 40, files: { hasDetails: true } });
    const number = desk.orders[1]?.row.orderNumber ?? "";
    await user.click(await rowOf(number));
    const section = await screen.findByRole("region", { name: "Your shop" });
    expect(section).toHaveTextContent("نورة بنت عبدالعزيز السبيعي");
    expect(within(section).getAllByText("+966 55 123 4567")[0]).toHaveAttribute("dir", "ltr");
    expect(section).toHaveTextContent("Points has 0.01 more");
    // Another attempt has an amount of its own, which is no difference.
    expect(within(section).getAllByText(/Points has/)).toHaveLength(1);
    expect(section).toHaveTextContent("Another attempt to pay");
    expect(within(section).getByRole("button", { name: "Open that order" })).toBeEnabled();
    expect(screen.getByText(/^Hello ⁨?نورة/)).toBeInTheDocument();
    await user.keyboard("p");
    const print = await screen.findByRole("dialog", { name: "Print the order" });
    expect(print).toHaveTextContent("with the recipient from your shop’s file");
    expect(await seriousFaults()).toEqual([]);
  });

  test("is not there where no file told of it, and the slip has no recipient", async () => {
    const { user, desk } = await openPage({ count: 40 });
    await user.click(await rowOf(desk.orders[1]?.row.orderNumber ?? ""));
    await screen.findByRole("button", { name: "Print the order" });
    expect(screen.queryByRole("region", { name: "Your shop" })).toBeNull();
    await user.keyboard("p");
    expect(await screen.findByRole("dialog", { name: "Print the order" })).toHaveTextContent(
      "no recipient: not a shipping label",
    );
  });
});

describe("how complete it is", () => {
  test("stands on Today: the share, the days that lack something, the age of the last file", async () => {
    const { user } = await openPage(
      { count: 40, files: { taken: 3, age: 3 * 86_400_000 } },
      "#/today",
    );
    const card = await screen.findByRole("region", { name: "What can be checked with Points" });
    expect(card).toHaveTextContent("398 of 412 orders of your shop have a known Points ID");
    expect(card).toHaveTextContent("14 are known to your shop alone.");
    expect(card).toHaveTextContent("3 with a Points ID were not read yet.");
    expect(card).toHaveTextContent(/Your shop’s last file was written [23] days ago/);
    expect(card).toHaveTextContent("Export a new file and drop it here.");
    expect(within(card).getAllByRole("row")).toHaveLength(7);
    await user.click(within(card).getByRole("button", { name: "orders-800.csv" }));
    expect(await screen.findByRole("dialog", { name: "What came of the file" })).toHaveTextContent(
      "Row 5",
    );
  });

  test("teaches before the first file, and watches a folder from there", async () => {
    const { user, desk } = await openPage({ count: 40, files: {} }, "#/today");
    const card = await screen.findByRole("region", { name: "What can be checked with Points" });
    expect(card).toHaveTextContent("Points cannot list orders. Bring your shop’s file.");
    await user.click(within(card).getByRole("button", { name: "Choose the folder…" }));
    expect(await screen.findByText("The folder is watched from now on")).toBeInTheDocument();
    expect(asked(desk, "choose_watched_folder")).toHaveLength(1);
  });

  test("is told even where Points knows no order yet", async () => {
    await openPage({ count: 0, files: { taken: 1, withUuid: 0 } }, "#/today");
    const card = await screen.findByRole("region", { name: "What can be checked with Points" });
    expect(card).toHaveTextContent("None can be checked with Points yet");
  });
});

test("Settings lists what was taken over, each with its report, and leaves the folder", async () => {
  const { user } = await openPage(
    { count: 40, files: { taken: 12, folder: "watched" } },
    "#/settings",
  );
  const section = await screen.findByText("Files taken over");
  expect(section).toBeInTheDocument();
  expect(screen.getAllByRole("button", { name: /^Report of/ })).toHaveLength(8);
  await user.click(screen.getByRole("button", { name: "Show 4 more" }));
  expect(screen.getAllByRole("button", { name: /^Report of/ })).toHaveLength(12);
  await user.click(screen.getByRole("button", { name: "Stop watching" }));
  expect(await screen.findByText("No folder is watched")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Report of orders-799.csv" }));
  const report = await screen.findByRole("dialog", { name: "What came of the file" });
  expect(report).toHaveTextContent("Stopped after 403 rows");
});
